namespace Microsoft.ML.SearchSpace.Option;

public sealed class UniformSingleOption : UniformNumericOption
{
    public UniformSingleOption(float min, float max, bool logBase = false, float? defaultValue = null)
        : base(min, max, logBase) => Default = defaultValue is { } value ? [Coordinate(value)] : Default;

    public override Parameter SampleFromFeatureSpace(double[] values) => Parameter.FromFloat((float)At(values[0]));

    public override double[] MappingToFeatureSpace(Parameter param) => [Coordinate(param.AsType<float>())];
}
