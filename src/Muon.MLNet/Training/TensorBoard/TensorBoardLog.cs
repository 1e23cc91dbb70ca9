using Microsoft.ML.Runtime;

namespace Muon.MLNet.Training.TensorBoard;

/// <summary>The numbers of a run in an event file.</summary>
internal sealed class TensorBoardLog : IDisposable
{
    /// <summary>How long numbers may wait in memory.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _clock;
    private readonly IChannel _channel;
    private readonly string _path;
    private EventFile? _file;
    private long _lastFlush;
    private bool _isFirst = true;

    /// <summary>Logs to a file that was begun.</summary>
    internal TensorBoardLog(EventFile file, string path, TimeProvider clock, IChannel channel) =>
        (_file, _path, _clock, _channel, _lastFlush) = (file, path, clock, channel, clock.GetTimestamp());

    /// <summary>Opens a new event file in the folder that the options name, if they do.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public static TensorBoardLog? Open(MuonTrainerOptions options, IChannel channel)
    {
        if (options.TensorBoardDirectory is not { } directory)
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(directory);
            string path = EventFile.NewPath(directory, options.Clock.GetUtcNow());
            return new TensorBoardLog(EventFile.Create(path, options.Clock.GetUtcNow()), path, options.Clock, channel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"TensorBoardDirectory '{directory}' cannot be written to: {error.Message} Choose another folder, or leave it null.", error);
        }
    }

    /// <summary>Adds a step.</summary>
    public void Add(in TrainingStepArguments step)
    {
        if (_isFirst)
        {
            // What an interrupted run wrote of later steps is not shown: they come again.
            long before = step.StepsDone - 1;
            Write(file => file.Begin(_clock.GetUtcNow(), before));
            _isFirst = false;
        }

        (long done, double loss, double learningRate) = (step.StepsDone, step.BatchLoss, step.LearningRate);
        Write(file => file.Add(_clock.GetUtcNow(), done, [("train/batch_loss", loss), ("train/learning_rate", learningRate)]));
        if (_clock.GetElapsedTime(_lastFlush) >= s_pause)
        {
            Flush();
        }
    }

    /// <summary>Adds an epoch.</summary>
    public void Add(in EpochEndArguments epoch)
    {
        List<(string Tag, double Value)> values = [("train/loss", epoch.TrainLoss), ("train/accuracy", epoch.TrainAccuracy), ("train/examples_per_second", epoch.ExamplesPerSecond)];
        AddWhereKnown(values, "train/tokens_per_second", epoch.TokensPerSecond);
        AddWhereKnown(values, "validation/loss", epoch.ValidationLoss);
        AddWhereKnown(values, "validation/accuracy", epoch.ValidationAccuracy);
        AddWhereKnown(values, "validation/macro_accuracy", epoch.ValidationMacroAccuracy);
        long done = (long)epoch.Epoch * epoch.StepsPerEpoch;
        Write(file => file.Add(_clock.GetUtcNow(), done, values));
        Flush();
    }

    public void Dispose() => Write(file =>
    {
        _file = null;
        file.Dispose();
    });

    private static void AddWhereKnown(List<(string Tag, double Value)> values, string tag, double? value)
    {
        if (value is { } known)
        {
            values.Add((tag, known));
        }
    }

    private void Flush()
    {
        _lastFlush = _clock.GetTimestamp();
        Write(file => file.Flush());
    }

    /// <summary>Training is worth more than its curves: where the file can no longer be written, it is given up, and that is said.</summary>
    private void Write(Action<EventFile> write)
    {
        if (_file is not { } file)
        {
            return;
        }

        try
        {
            write(file);
        }
        catch (IOException error)
        {
            _file = null;
            file.Abandon();
            _channel.Warn($"The event file '{_path}' of TensorBoardDirectory is given up, training goes on: {error.Message}");
        }
    }
}
