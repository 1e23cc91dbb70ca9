using Muon.MLNet.Catalog;

namespace Muon.MLNet.Training.Trials;

/// <summary>The options of one fit: the trainer's, with the wishes of the trial that it belongs to, ended by the context too.</summary>
/// <typeparam name="TOptions">The trainer's options.</typeparam>
internal sealed class FitScope<TOptions> : IDisposable
    where TOptions : MuonTrainerOptions
{
    // Short beside an epoch, and long beside what a look costs.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop;
    private readonly EnvironmentAccess _environment;
    private readonly ITimer? _timer;

    public FitScope(EnvironmentAccess environment, TOptions options)
    {
        _environment = environment;
        FitWatch? watch = FitWatches.Of(environment);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken, watch?.Stop ?? CancellationToken.None);
        Options = (TOptions)options.Copy();
        Options.CancellationToken = _stop.Token;
        if (watch is not null)
        {
            Options.OnEpochEnd = watch.OnEpochEnd + Options.OnEpochEnd;
            Options.ValidationSet ??= options.ValidationFraction > 0 ? null : watch.ValidationSet;
        }

        if (environment.CanBeCanceled)
        {
            Look();
            _timer = TimeProvider.System.CreateTimer(_ => Look(), state: null, Interval, Interval);
        }
    }

    /// <summary>Gets the options to train with.</summary>
    public TOptions Options { get; }

    /// <summary>Gives the model back, unless the context was told to stop: then nothing that follows in it would run either.</summary>
    /// <param name="model">What was fitted.</param>
    /// <exception cref="OperationCanceledException">The context was told to stop; the model is disposed of.</exception>
    public TModel Pass<TModel>(TModel model)
        where TModel : IDisposable
    {
        if (_environment.IsCanceled)
        {
            model.Dispose();
            throw new OperationCanceledException("The ML.NET context was told to stop, as at a time limit of AutoML. What a CheckpointDirectory holds can be resumed.");
        }

        return model;
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _stop.Dispose();
    }

    private void Look()
    {
        if (_environment.IsCanceled)
        {
            try
            {
                _stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The fit ended while the timer fired: there is nothing left to stop.
            }
        }
    }
}
