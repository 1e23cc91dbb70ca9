namespace Muon.MLNet.Training;

/// <summary>Keeps time and averages of a run, and calls the user back.</summary>
internal sealed class TrainingProgress(TrainingSettings settings, int stepsPerEpoch)
{
    private readonly long _start = settings.Clock.GetTimestamp();
    private long _epochStart;
    private long _stepsDone;
    private int _epoch;
    private RunningAverage _average;
    private double _learningRate;

    public void BeginEpoch(int epoch)
    {
        _epoch = epoch;
        _epochStart = settings.Clock.GetTimestamp();
        _average = default;
    }

    public void EndStep(int step, double loss, long correct, int count, double learningRate)
    {
        _average.Add(loss, correct, count);
        _stepsDone++;
        _learningRate = learningRate;
        settings.OnStep?.Invoke(new TrainingStepArguments(
            _epoch, settings.MaxEpochs, step, stepsPerEpoch, _average.Loss, _average.Accuracy, learningRate, Rate, Elapsed, Remaining));
    }

    public void EndEpoch(Judgement? validation, bool isBest) =>
        settings.OnEpochEnd?.Invoke(new EpochEndArguments(
            _epoch, settings.MaxEpochs, _average.Loss, _average.Accuracy, validation?.Loss, validation?.Accuracy, _learningRate, Rate, Elapsed, Remaining, isBest, validation?.MacroAccuracy));

    private TimeSpan Elapsed => settings.Clock.GetElapsedTime(_start);

    private double Rate => _average.Count / Math.Max(settings.Clock.GetElapsedTime(_epochStart).TotalSeconds, 1e-9);

    private TimeSpan Remaining => Elapsed * (((double)settings.MaxEpochs * stepsPerEpoch / Math.Max(_stepsDone, 1)) - 1);
}
