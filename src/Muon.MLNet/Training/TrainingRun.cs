using System.Globalization;
using Muon.MLNet.Networks;
using Muon.MLNet.Training.Checkpoints;

namespace Muon.MLNet.Training;

/// <summary>How far a run has come, and what it has gathered on the way: all that a checkpoint holds besides network and optimizer.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly Checkpointer? _checkpoints;
    private readonly BestWeights _last;
    private readonly int _stepsPerEpoch;
    private readonly ValidationMetric _metric;
    private string? _lastAre;
    private int _epochsWithoutGain;
    private int _bestEpoch;
    private bool _stoppedEarly;

    /// <summary>Starts a run, or goes on with the one that was saved.</summary>
    public TrainingRun(ClassifierNetwork network, MuonOptimizer optimizer, TrainingSettings settings, int stepsPerEpoch)
    {
        (_stepsPerEpoch, _metric) = (stepsPerEpoch, settings.ValidationMetric);
        Average = settings.WeightAveraging > 0 ? new AveragedWeights(network, settings.WeightAveraging) : null;
        Best = new BestWeights(network, settings.ValidationMetric);
        _last = new BestWeights(network, settings.ValidationMetric);
        try
        {
            _checkpoints = settings.Checkpoints is { } checkpoints
                ? new Checkpointer(checkpoints, settings.Clock, new RunTensors(network, optimizer, Average, Best), settings.MaxEpochs, stepsPerEpoch)
                : null;
            RunPosition from = _checkpoints?.Resume() ?? RunPosition.Start;
            (Epochs, Steps, _epochsWithoutGain, _bestEpoch, _stoppedEarly) = (from.Epochs, from.Steps, from.EpochsWithoutGain, from.BestEpoch, from.StoppedEarly);
            Progress = new TrainingProgress(settings, stepsPerEpoch, from);
            if (Epochs > 0 && Best.Tensors.Count == 0)
            {
                KeepLast("the weights with which the run went on");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gets the moving average of the weights, if there is to be one.</summary>
    public AveragedWeights? Average { get; }

    /// <summary>Gets the weights of the best epoch.</summary>
    public BestWeights Best { get; }

    /// <summary>Gets times and averages.</summary>
    public TrainingProgress Progress { get; }

    /// <summary>Gets the number of epochs that are done.</summary>
    public int Epochs { get; private set; }

    /// <summary>Gets the number of steps of the epoch after them that are done.</summary>
    public int Steps { get; private set; }

    /// <summary>Gets the place of the last step: its epoch and its number in it, both from 1.</summary>
    public (int Epoch, int Step) Last => Steps > 0 ? (Epochs + 1, Steps) : (Epochs, _stepsPerEpoch);

    /// <summary>Gets a value indicating whether the steps or the minutes for a checkpoint are past.</summary>
    public bool IsSaveDue => _checkpoints?.IsDue(Epochs, Steps) ?? false;

    /// <summary>Gets the best epoch, and what it is worth.</summary>
    public BestSoFar BestSoFar => _bestEpoch == 0 ? default : new BestSoFar(_bestEpoch, _metric is ValidationMetric.Loss ? -Best.Value : Best.Value);

    /// <summary>Gets how the run has ended so far: early, or not.</summary>
    public TrainingOutcome Outcome => _stoppedEarly ? TrainingOutcome.StoppedEarly : TrainingOutcome.Completed;

    /// <summary>Notes a step.</summary>
    public void EndStep(in StepResult result, int count, long? tokens, double learningRate)
    {
        Average?.Update();
        Steps++;
        Progress.EndStep(Steps, result, count, tokens, learningRate, BestSoFar);
    }

    /// <summary>Notes the end of an epoch, and whether it is the last one because the metric gets no better.</summary>
    public void EndEpoch(Judgement? judged, bool isBest, double bestBefore, TrainingSettings settings)
    {
        Epochs++;
        Steps = 0;
        _bestEpoch = judged is not null && isBest ? Epochs : _bestEpoch;
        if (settings.EarlyStopping is { } stopping && judged is { } last)
        {
            _epochsWithoutGain = last.By(settings.ValidationMetric) > bestBefore + stopping.MinDelta ? 0 : _epochsWithoutGain + 1;
            _stoppedEarly = _epochsWithoutGain >= stopping.Patience && Epochs < settings.MaxEpochs;
        }

        if (judged is null)
        {
            KeepLast(string.Create(CultureInfo.InvariantCulture, $"the weights of epoch {Epochs}"));
        }

        Progress.EndEpoch(judged, isBest, BestSoFar);
        _checkpoints?.AfterEpoch(Position());
    }

    /// <summary>Saves the run where it is.</summary>
    public void Save() => _checkpoints?.Save(Position());

    /// <summary>Puts weights in place that were good: of the best epoch, or of the last one where none is judged.</summary>
    /// <returns>Which ones they are, for a message; <see langword="null"/> where there are none yet.</returns>
    public string? RestoreGood()
    {
        bool hasBest = Best.Tensors.Count > 0;
        (hasBest ? Best : _last).Restore();
        return hasBest ? string.Create(CultureInfo.InvariantCulture, $"the weights of epoch {_bestEpoch}, the best one") : _lastAre;
    }

    public void Dispose()
    {
        Average?.Dispose();
        Best.Dispose();
        _last.Dispose();
    }

    private void KeepLast(string what)
    {
        Average?.Exchange();
        _last.Keep(0, 0);
        Average?.Exchange();
        _lastAre = what;
    }

    private RunPosition Position()
    {
        RunningAverage average = Progress.Average;
        return new RunPosition(
            Epochs, Steps, Progress.Elapsed.Ticks, average.LossSum, average.Correct, average.Count, Progress.LearningRate, _epochsWithoutGain, _bestEpoch, _stoppedEarly);
    }
}
