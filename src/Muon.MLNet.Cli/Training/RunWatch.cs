using Muon.MLNet.Cli.Records;

namespace Muon.MLNet.Cli.Training;

/// <summary>Writes down the course of a training. Of long ones every second step is dropped when there are too many.</summary>
internal sealed class RunWatch
{
    private const int MostSteps = 4096;

    private readonly List<EpochRecord> _epochs = [];
    private List<StepRecord> _steps = [];
    private int _stride = 1;

    public IReadOnlyList<EpochRecord> Epochs => _epochs;

    public IReadOnlyList<StepRecord> Steps => _steps;

    /// <summary>Gets how the training ended; <see langword="null"/> before that.</summary>
    public TrainingEndArguments? End { get; private set; }

    /// <summary>Gets the settings of the optimizer, and <see langword="null"/> before the trainer made them.</summary>
    public MuonOptions? Muon { get; private set; }

    /// <summary>Gets the highest learning rate of all steps.</summary>
    public double HighestLearningRate { get; private set; }

    /// <summary>Watches the trainings with these options. Callbacks that they have already are called as before.</summary>
    public void Attach(MuonTrainerOptions options)
    {
        options.OnStep += Add;
        options.OnEpochEnd += Add;
        options.OnTrainingEnd += Add;
        if (options.Muon is { } given)
        {
            Muon = given;
        }
        else
        {
            options.AdjustMuon += Hear;
        }
    }

    /// <summary>Keeps the settings; others may change them still.</summary>
    public void Hear(MuonOptions muon) => Muon = muon;

    public void Add(TrainingStepArguments step)
    {
        HighestLearningRate = Math.Max(HighestLearningRate, step.LearningRate);
        if (step.StepsDone % _stride == 0)
        {
            _steps.Add(new StepRecord(step.StepsDone, step.BatchLoss, step.LearningRate));
        }

        if (_steps.Count > MostSteps)
        {
            _stride *= 2;
            _steps = [.. _steps.Where(one => one.Step % _stride == 0)];
        }
    }

    public void Add(EpochEndArguments epoch) => _epochs.Add(new EpochRecord(
        epoch.Epoch, epoch.TrainLoss, epoch.TrainAccuracy, epoch.ValidationLoss, epoch.ValidationAccuracy, epoch.LearningRate, epoch.ExamplesPerSecond, epoch.Elapsed.TotalSeconds));

    public void Add(TrainingEndArguments end) => End = end;
}
