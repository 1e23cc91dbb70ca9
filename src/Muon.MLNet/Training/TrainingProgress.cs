using Muon.MLNet.Training.Checkpoints;

namespace Muon.MLNet.Training;

/// <summary>Keeps time and averages of a run, and calls the user back.</summary>
/// <param name="settings">The settings of the run.</param>
/// <param name="stepsPerEpoch">The steps of each epoch.</param>
/// <param name="from">Where the run goes on.</param>
internal sealed class TrainingProgress(TrainingSettings settings, int stepsPerEpoch, RunPosition from)
{
    private const double Shortest = 1e-9;

    private readonly long _start = settings.Clock.GetTimestamp();
    private readonly TimeSpan _before = TimeSpan.FromTicks(from.ElapsedTicks);
    private long _epochStart;
    private long _countBefore;
    private long? _tokens;
    private long _stepsDone = ((long)from.Epochs * stepsPerEpoch) + from.Steps;
    private int _epoch;
    private Judgement? _judged;
    private RunningAverage _average = new(from.LossSum, from.Correct, from.Examples);

    /// <summary>Gets loss and accuracy of the epoch so far.</summary>
    public RunningAverage Average => _average;

    /// <summary>Gets the learning rate of the last step.</summary>
    public double LearningRate { get; private set; } = from.LearningRate;

    /// <summary>Gets the time since training began, that before an interruption included.</summary>
    public TimeSpan Elapsed => _before + ElapsedHere;

    /// <summary>Gets the time since this call of <c>Fit</c> began to train.</summary>
    public TimeSpan ElapsedHere => settings.Clock.GetElapsedTime(_start);

    private double Seconds => Math.Max(settings.Clock.GetElapsedTime(_epochStart).TotalSeconds, Shortest);

    private double Rate => (_average.Count - _countBefore) / Seconds;

    private TimeSpan Remaining => Elapsed * (((double)settings.MaxEpochs * stepsPerEpoch / Math.Max(_stepsDone, 1)) - 1);

    /// <summary>Begins an epoch, or goes on with the one that was interrupted.</summary>
    public void BeginEpoch(int epoch)
    {
        _epoch = epoch;
        _epochStart = settings.Clock.GetTimestamp();
        _countBefore = _average.Count;
        _tokens = null;
    }

    /// <summary>Reports a step.</summary>
    /// <param name="step">Its number in the epoch, from 1.</param>
    /// <param name="result">What it gave.</param>
    /// <param name="count">The examples of its batch.</param>
    /// <param name="tokens">The tokens of its batch, or <see langword="null"/>.</param>
    /// <param name="learningRate">Its learning rate.</param>
    /// <param name="best">The best epoch so far.</param>
    public void EndStep(int step, in StepResult result, int count, long? tokens, double learningRate, BestSoFar best)
    {
        _average.Add(result.Loss, result.Correct, count);
        _tokens = tokens is null ? null : (_tokens ?? 0) + tokens;
        _stepsDone++;
        LearningRate = learningRate;
        settings.OnStep?.Invoke(new TrainingStepArguments(
            _epoch, settings.MaxEpochs, step, stepsPerEpoch, _average.Loss, _average.Accuracy, learningRate, Rate, Elapsed, Remaining,
            result.Loss, _tokens / Seconds, _judged?.Loss, _judged?.Accuracy, best.Epoch, best.Value));
    }

    /// <summary>Reports the end of an epoch.</summary>
    /// <param name="validation">What the network is worth, or <see langword="null"/>.</param>
    /// <param name="isBest">Whether it is worth more than before.</param>
    /// <param name="best">The best epoch so far, this one included.</param>
    public void EndEpoch(Judgement? validation, bool isBest, BestSoFar best)
    {
        EpochEndArguments arguments = new(
            _epoch, settings.MaxEpochs, _average.Loss, _average.Accuracy, validation?.Loss, validation?.Accuracy, LearningRate, Rate, Elapsed, Remaining, isBest,
            validation?.MacroAccuracy, stepsPerEpoch, _tokens / Seconds, best.Epoch, best.Value);
        _average = default;
        _judged = validation;
        settings.OnEpochEnd?.Invoke(arguments);
    }
}
