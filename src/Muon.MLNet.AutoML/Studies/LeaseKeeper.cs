namespace Muon.MLNet.AutoML.Studies;

/// <summary>Renews the lease of a trial while it runs, and ends the trial when the lease is lost.</summary>
internal sealed class LeaseKeeper : IDisposable
{
    private const int RenewalsPerLease = 3;

    private readonly MuonStudy _study;
    private readonly int _number;
    private readonly string _worker;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _renewals;

    public LeaseKeeper(MuonStudy study, int number, string worker, CancellationToken budget)
    {
        (_study, _number, _worker) = (study, number, worker);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(budget);
        _renewals = Task.Run(RenewAsync);
    }

    /// <summary>Gets what ends the trial: the budget, or the loss of the lease.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Gets whether another worker has the trial now.</summary>
    public bool IsLost { get; private set; }

    public void Dispose()
    {
        _end.Cancel();

        // A database that cannot be reached fails the trial here, where its worker sees it.
        _renewals.GetAwaiter().GetResult();
        _end.Dispose();
        _stop.Dispose();
    }

    private async Task RenewAsync()
    {
        using PeriodicTimer timer = new(_study.Lease / RenewalsPerLease);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false))
            {
                if (!_study.Database.Renew(_number, _worker))
                {
                    IsLost = true;
                    await _stop.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The trial is over.
        }
    }
}
