namespace Muon.MLNet.Cli.Records;

/// <summary>Where the time of the steps went, in seconds.</summary>
/// <param name="Data">Waiting for batches.</param>
/// <param name="Forward">Forward passes.</param>
/// <param name="Backward">Backward passes.</param>
/// <param name="Optimizer">Steps of the optimizer.</param>
/// <param name="Validation">Judging epochs.</param>
internal sealed record TimeSplitRecord(double Data, double Forward, double Backward, double Optimizer, double Validation)
{
    public static TimeSplitRecord Of(TrainingTimes times) => new(
        times.Data.TotalSeconds, times.Forward.TotalSeconds, times.Backward.TotalSeconds, times.Optimizer.TotalSeconds, times.Validation.TotalSeconds);
}
