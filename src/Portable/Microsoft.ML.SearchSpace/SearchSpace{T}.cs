namespace Microsoft.ML.SearchSpace;

public sealed class SearchSpace<T> : SearchSpace
    where T : class, new()
{
    public SearchSpace()
        : base(typeof(T))
    {
    }

    /// <summary>A space whose samples carry the members of <paramref name="defaultOption"/> that are not swept.</summary>
    public SearchSpace(T defaultOption)
        : base(typeof(T), Parameter.FromObject(defaultOption))
    {
    }

    public new T SampleFromFeatureSpace(double[] feature) => base.SampleFromFeatureSpace(feature).AsType<T>();

    public double[] MappingToFeatureSpace(T input) => MappingToFeatureSpace(Parameter.FromObject(input));
}
