using Muon.MLNet.Training.Checkpoints;

namespace Muon.MLNet.Training;

/// <summary>Keeps time and averages of a run, and calls the user back.</summary>
/// <param name="settings">The settings of the run.</param>
/// <param name="stepsPerEpoch">The steps of each epoch.</param>
/// <param name="from">Where the run goes on.</param>
internal sealed class TrainingProgress(TrainingSettings settings, int stepsPerEpoch, RunPosition from)
{
    private readonly long _start = settings.Clock.GetTimestamp();
    private readonly TimeSpan _before = TimeSpan.FromTicks(from.ElapsedTicks);
    private long _epochStart;
    private long _countBefore;
    private long _stepsDone = ((long)from.Epochs * stepsPerEpoch) + from.Steps;
    private int _epoch;
    private RunningAverage _average = new(from.LossSum, from.Correct, from.Examples);

    /// <summary>Gets loss and accuracy of the epoch so far.</summary>
    public RunningAverage Average => _average;

    /// <summary>Gets the learning rate of the last step.</summary>
    public double LearningRate { get; private set; } = from.LearningRate;

    /// <summary>Gets the time since training began, that before an interruption included.</summary>
    public TimeSpan Elapsed => _before + ElapsedHere;

    /// <summary>Gets the time since this call of <c>Fit</c> began to train.</summary>
    public TimeSpan ElapsedHere => settings.Clock.GetElapsedTime(_start);

    private double Rate => (_average.Count - _countBefore) / Math.Max(settings.Clock.GetElapsedTime(_epochStart).TotalSeconds, 1e-9);

    private TimeSpan Remaining => Elapsed * (((double)settings.MaxEpochs * stepsPerEpoch / Math.Max(_stepsDone, 1)) - 1);

    /// <summary>Begins an epoch, or goes on with the one that was interrupted.</summary>
    public void BeginEpoch(int epoch)
    {
        _epoch = epoch;
        _epochStart = settings.Clock.GetTimestamp();
        _countBefore = _average.Count;
    }

    public void EndStep(int step, double loss, long correct, int count, double learningRate)
    {
        _average.Add(loss, correct, count);
        _stepsDone++;
        LearningRate = learningRate;
        settings.OnStep?.Invoke(new TrainingStepArguments(
            _epoch, settings.MaxEpochs, step, stepsPerEpoch, _average.Loss, _average.Accuracy, learningRate, Rate, Elapsed, Remaining));
    }

    public void EndEpoch(Judgement? validation, bool isBest)
    {
        EpochEndArguments arguments = new(
            _epoch, settings.MaxEpochs, _average.Loss, _average.Accuracy, validation?.Loss, validation?.Accuracy, LearningRate, Rate, Elapsed, Remaining, isBest, validation?.MacroAccuracy);
        _average = default;
        settings.OnEpochEnd?.Invoke(arguments);
    }
}
