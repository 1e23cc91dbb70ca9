using Microsoft.ML.Runtime;
using Muon.MLNet.Training.TensorBoard;

namespace Muon.MLNet.Training;

/// <summary>Passes on how a run goes: to the user's callbacks, to the log, where steps are said now and then only, and to an event file.</summary>
/// <param name="options">The trainer's options.</param>
/// <param name="channel">The log.</param>
/// <param name="events">The event file, or <see langword="null"/>.</param>
internal sealed class TrainingReport(MuonTrainerOptions options, IChannel channel, TensorBoardLog? events)
{
    /// <summary>How long the log is silent within an epoch.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    private long _lastMessage = options.Clock.GetTimestamp();

    public void EndStep(TrainingStepArguments step)
    {
        events?.Add(step);
        options.OnStep?.Invoke(step);
        if (step.Step < step.StepsPerEpoch && options.Clock.GetElapsedTime(_lastMessage) >= s_pause)
        {
            _lastMessage = options.Clock.GetTimestamp();
            channel.Say(step.ToString());
        }
    }

    public void End(TrainingEndArguments end)
    {
        channel.Say($"Time: {end.Times}.");
        options.OnTrainingEnd?.Invoke(end);
    }

    public void EndEpoch(EpochEndArguments epoch)
    {
        events?.Add(epoch);
        _lastMessage = options.Clock.GetTimestamp();
        channel.Say(epoch.ToString());
        options.OnEpochEnd?.Invoke(epoch);
    }
}
