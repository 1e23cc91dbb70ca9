namespace Muon.MLNet.Training;

/// <summary>Adds up where the time goes: each lap ends where the next one begins.</summary>
/// <param name="clock">The clock.</param>
internal sealed class StepTimes(TimeProvider clock)
{
    private long _mark = clock.GetTimestamp();
    private TrainingTimes _times;

    /// <summary>Gets the sums.</summary>
    public TrainingTimes Sum => _times;

    /// <summary>Begins a lap; what came before it counts nowhere.</summary>
    public void Begin() => _mark = clock.GetTimestamp();

    public void EndData() => _times = _times with { Data = _times.Data + Lap() };

    public void EndForward() => _times = _times with { Forward = _times.Forward + Lap() };

    public void EndBackward() => _times = _times with { Backward = _times.Backward + Lap() };

    public void EndOptimizer() => _times = _times with { Optimizer = _times.Optimizer + Lap() };

    public void EndValidation() => _times = _times with { Validation = _times.Validation + Lap() };

    private TimeSpan Lap()
    {
        long now = clock.GetTimestamp();
        TimeSpan lap = clock.GetElapsedTime(_mark, now);
        _mark = now;
        return lap;
    }
}
