namespace Microsoft.ML.SearchSpace;

/// <summary>Marks a member whose own members are swept.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class NestOptionAttribute : Attribute;
