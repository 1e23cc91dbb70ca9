namespace Microsoft.ML.SearchSpace.Option;

/// <summary>Something that is swept: a mapping between its values and points of [0, 1]^d.</summary>
public abstract class OptionBase
{
    public virtual double[] Default { get; protected set; }
    public abstract int FeatureSpaceDim { get; }

    /// <summary>How many values each coordinate can take; null for a continuous one.</summary>
    public abstract int?[] Step { get; }

    public abstract Parameter SampleFromFeatureSpace(double[] values);
    public abstract double[] MappingToFeatureSpace(Parameter value);
}
