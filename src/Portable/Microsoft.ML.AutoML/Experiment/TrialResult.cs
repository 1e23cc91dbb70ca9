namespace Microsoft.ML.AutoML;

public class TrialResult
{
    public TrialSettings TrialSettings { get; set; }
    public ITransformer Model { get; set; }

    /// <summary>What tuners make small: the metric, or the metric with its sign changed where more is better.</summary>
    public double Loss { get; set; }

    public double Metric { get; set; }
    public double DurationInMilliseconds { get; set; }
    public double? PeakCpu { get; set; }
    public double? PeakMemoryInMegaByte { get; set; }
}
