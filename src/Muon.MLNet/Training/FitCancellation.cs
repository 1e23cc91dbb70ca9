using Muon.MLNet.Catalog;

namespace Muon.MLNet.Training;

/// <summary>
/// What ends a call of <c>Fit</c> from outside: the user's token, and the ML.NET context, which AutoML stops at a time limit. The context has no
/// event, so that it is asked now and then.
/// </summary>
internal sealed class FitCancellation : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly EnvironmentAccess _environment;
    private readonly CancellationTokenSource _source;
    private readonly Timer _timer;

    /// <summary>Starts to watch.</summary>
    /// <param name="environment">The environment of the context.</param>
    /// <param name="user">The user's token.</param>
    public FitCancellation(EnvironmentAccess environment, CancellationToken user)
    {
        _environment = environment;
        _source = CancellationTokenSource.CreateLinkedTokenSource(user);
        _timer = new Timer(_ => Look(), state: null, TimeSpan.Zero, s_pause);
    }

    /// <summary>Gets a token that is cancelled by either.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Gives the model back, unless the context was told to stop: then nothing that follows in it would run either.</summary>
    /// <param name="model">What was fitted.</param>
    /// <exception cref="OperationCanceledException">The context was told to stop; the model is disposed of.</exception>
    public T Pass<T>(T model)
        where T : IDisposable
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
        // Waits for a look that is going on, which uses the source.
        using ManualResetEvent done = new(initialState: false);
        _timer.Dispose(done);
        done.WaitOne();
        _source.Dispose();
    }

    private void Look()
    {
        if (_environment.IsCanceled)
        {
            _source.Cancel();
        }
    }
}
