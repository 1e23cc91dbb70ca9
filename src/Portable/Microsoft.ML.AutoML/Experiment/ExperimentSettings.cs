namespace Microsoft.ML.AutoML;

public abstract class ExperimentSettings
{
    private const uint Day = 24 * 60 * 60;

    public ExperimentSettings()
    {
    }

    public uint MaxExperimentTimeInSeconds { get; set; } = Day;
    public double? MaximumMemoryUsageInMegaByte { get; set; }
    internal int MaxModels { get; set; } = int.MaxValue;
}
