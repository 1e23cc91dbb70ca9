using Microsoft.ML;
using Microsoft.ML.Runtime;
using Muon.MLNet.Training.Trials;

namespace Muon.MLNet.AutoML;

/// <summary>Follows the fits of one trial: counts epochs, ends them where others are ahead, and hears of divergence.</summary>
internal sealed class TrialWatch : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Func<EpochEndArguments, bool>? _goesOn;

    /// <summary>Begins to follow.</summary>
    /// <param name="context">The trial's context.</param>
    /// <param name="goesOn">Whether the trial goes on after an epoch, or <see langword="null"/> where it does in any case.</param>
    /// <param name="budget">Ends the fits.</param>
    public TrialWatch(MLContext context, Func<EpochEndArguments, bool>? goesOn, CancellationToken budget)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(budget);
        _goesOn = goesOn;
        Fit = new FitWatch { Stop = _stop.Token, OnEpochEnd = OnEpochEnd };
        FitWatches.Watch(context, Fit);
        context.Log += OnMessage;
    }

    /// <summary>Gets what the trainers look at.</summary>
    public FitWatch Fit { get; }

    public int Epochs { get; private set; }

    /// <summary>Gets whether the trial was ended because others were ahead.</summary>
    public bool IsPruned { get; private set; }

    /// <summary>Gets what a trainer said of its failure: one that diverges keeps its last good weights and does not throw.</summary>
    public string? Divergence { get; private set; }

    public void Dispose() => _stop.Dispose();

    private void OnEpochEnd(EpochEndArguments epoch)
    {
        Epochs++;
        if (_goesOn?.Invoke(epoch) is false)
        {
            IsPruned = true;
            _stop.Cancel();
        }
    }

    private void OnMessage(object? sender, LoggingEventArgs message)
    {
        if (message.Kind == ChannelMessageKind.Error && message.Source.Contains(nameof(Muon), StringComparison.Ordinal))
        {
            Divergence ??= message.RawMessage;
        }
    }
}
