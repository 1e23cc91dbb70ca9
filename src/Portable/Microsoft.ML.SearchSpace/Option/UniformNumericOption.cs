namespace Microsoft.ML.SearchSpace.Option;

/// <summary>A number between two ends, evenly or evenly in the logarithm. Neither the ends nor the coordinates are checked, as in ML.NET.</summary>
public abstract class UniformNumericOption : OptionBase
{
    private protected UniformNumericOption(double min, double max, bool logBase = false)
    {
        (Min, Max, LogBase) = (min, max, logBase);
        Default = [0.0];
    }

    public double Min { get; }
    public double Max { get; }
    public bool LogBase { get; }
    public override int FeatureSpaceDim => 1;
    public override int?[] Step => [null];

    public override Parameter SampleFromFeatureSpace(double[] values) => Parameter.FromDouble(At(values[0]));

    public override double[] MappingToFeatureSpace(Parameter param) => [Coordinate(param.AsType<double>())];

    private protected double At(double coordinate) =>
        LogBase ? Min * Math.Pow(Max / Min, coordinate) : Min + ((Max - Min) * coordinate);

    private protected double Coordinate(double value)
    {
        // Two quotients instead of one: the last bit of recorded coordinates comes out of this order.
        (double at, double min, double max) = LogBase ? (Math.Log(value), Math.Log(Min), Math.Log(Max)) : (value, Min, Max);
        return (at / (max - min)) - (min / (max - min));
    }
}
