using System.Globalization;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Muon.MLNet.Training.Checkpoints;

/// <summary>Saves a run when it is time to, and puts it back where it was.</summary>
/// <param name="settings">Where and when.</param>
/// <param name="clock">Counts the minutes.</param>
/// <param name="run">What is saved.</param>
/// <param name="maxEpochs">The epochs of the run.</param>
/// <param name="stepsPerEpoch">The steps of each.</param>
internal sealed class Checkpointer(CheckpointSettings settings, TimeProvider clock, RunTensors run, int maxEpochs, int stepsPerEpoch)
{
    private readonly CheckpointFolder _folder = new(settings.Directory, settings.Channel);
    private readonly string _runtime = string.Create(CultureInfo.InvariantCulture,
        $"TorchSharp {typeof(Tensor).Assembly.GetName().Version}, .NET {Environment.Version}, {RuntimeInformation.ProcessArchitecture}, {get_num_threads()} threads");

    private long _lastTime = clock.GetTimestamp();
    private CheckpointName? _last;

    /// <summary>Goes back to the newest intact checkpoint, if that is asked for and there is one.</summary>
    /// <returns>Where the run is.</returns>
    /// <exception cref="InvalidOperationException">The folder holds another run, or the checkpoint contradicts the options.</exception>
    public RunPosition Resume()
    {
        IReadOnlyList<CheckpointName> names = _folder.List();
        if (!settings.Resume)
        {
            return names.Count == 0
                ? RunPosition.Start
                : throw new InvalidOperationException($"CheckpointDirectory '{settings.Directory}' holds the checkpoints of a run already, up to {names[0]}. Set Resume to go on from there, or choose another folder.");
        }

        foreach (CheckpointName name in names)
        {
            if (TryRestore(name) is { } position)
            {
                _last = name;
                settings.Channel.Say(string.Create(CultureInfo.InvariantCulture, $"Resumed from '{_folder.PathOf(name)}': {position.Epochs} epochs and {position.Steps} steps are done."));
                return position;
            }
        }

        settings.Channel.Say($"Resume: CheckpointDirectory '{settings.Directory}' has no {(names.Count > 0 ? "intact " : "")}checkpoint; training starts afresh.");
        return RunPosition.Start;
    }

    /// <summary>Whether it is time to save the run, after a step.</summary>
    /// <param name="epochs">The epochs that are done.</param>
    /// <param name="steps">The steps of the next one that are done.</param>
    public bool IsDue(int epochs, int steps) =>
        (settings.Every.Steps > 0 && (((long)epochs * stepsPerEpoch) + steps) % settings.Every.Steps == 0) || MinutesArePast;

    /// <summary>Saves the run if it is time to, after an epoch.</summary>
    public void AfterEpoch(RunPosition position)
    {
        if ((settings.Every.Epochs > 0 && position.Epochs % settings.Every.Epochs == 0) || MinutesArePast)
        {
            Save(position);
        }
    }

    /// <summary>Saves the run, unless it is saved already.</summary>
    public void Save(RunPosition position)
    {
        CheckpointName name = new(position.Epochs, position.Steps);
        if (name == _last || position == RunPosition.Start)
        {
            return;
        }

        bool hasBest = run.Best.Tensors.Count > 0;
        CheckpointHeader header = new(
            CheckpointHeader.CurrentFormat, typeof(Checkpointer).Assembly.GetName().Version?.ToString() ?? "", _runtime, position, run.Optimizer.Counters,
            run.Average?.Steps ?? 0, hasBest ? run.Best.Value : null, hasBest ? run.Best.Loss : null, settings.Agreement);
        _folder.Write(name, header, run.Now());
        _folder.Prune(settings.Keep, position.BestEpoch);
        (_last, _lastTime) = (name, clock.GetTimestamp());
    }

    private bool MinutesArePast => settings.Every.Minutes > 0 && clock.GetElapsedTime(_lastTime).TotalMinutes >= settings.Every.Minutes;

    private RunPosition? TryRestore(CheckpointName name)
    {
        try
        {
            using CheckpointFile file = _folder.Open(name);
            CheckpointAgreement.Require(file.Header.Options, settings.Agreement, _folder.PathOf(name));
            file.Restore(run, maxEpochs, stepsPerEpoch);
            if (!string.Equals(file.Header.Runtime, _runtime, StringComparison.Ordinal))
            {
                settings.Channel.Warn($"The checkpoint was written with {file.Header.Runtime}; training goes on with {_runtime}. The last bits of the weights may differ from those of an uninterrupted run.");
            }

            return file.Header.Position;
        }
        catch (InvalidDataException error)
        {
            _folder.SetAside(name, error);
            return null;
        }
    }
}
