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

    public int? BestEpoch { get; private set; }

    /// <summary>Gets the line in which the trainer said device, libtorch, threads and precision.</summary>
    public string? DeviceLine { get; private set; }

    public void Attach(MuonTrainerOptions options)
    {
        options.OnStep += Add;
        options.OnEpochEnd += Add;
    }

    public void Hear(string message)
    {
        if (message.StartsWith("Device: ", StringComparison.Ordinal))
        {
            DeviceLine = message;
        }
    }

    private void Add(TrainingStepArguments step)
    {
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

    private void Add(EpochEndArguments epoch)
    {
        BestEpoch = epoch.BestEpoch;
        _epochs.Add(new EpochRecord(
            epoch.Epoch, epoch.TrainLoss, epoch.TrainAccuracy, epoch.ValidationLoss, epoch.ValidationAccuracy, epoch.LearningRate, epoch.ExamplesPerSecond, epoch.Elapsed.TotalSeconds));
    }
}
