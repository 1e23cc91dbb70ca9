namespace Microsoft.ML.SearchSpace.Option;

public sealed class UniformIntOption : UniformNumericOption
{
    public UniformIntOption(int min, int max, bool logBase = false, int? defaultValue = null)
        : base(min, max, logBase) => Default = defaultValue is { } value ? [Coordinate(value)] : Default;

    // The upper end is reached by the coordinate 1 alone.
    public override Parameter SampleFromFeatureSpace(double[] values) => Parameter.FromInt((int)Math.Floor(At(values[0])));

    public override double[] MappingToFeatureSpace(Parameter param) => [Coordinate(param.AsType<int>())];
}
