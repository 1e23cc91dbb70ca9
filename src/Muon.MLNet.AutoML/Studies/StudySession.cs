using System.Data.Common;

namespace Muon.MLNet.AutoML.Studies;

/// <summary>One worker's part in a study: what it has told its tuner, and when it is done.</summary>
internal sealed class StudySession(MuonStudy study, int maxTrials, CancellationTokenSource done)
{
    /// <summary>How many proposals in a row that were tried before, beyond one for each trial, show that there are no others.</summary>
    private const int MostRepetitions = 100;

    private readonly HashSet<int> _told = [];
    private int _repetitions;

    public MuonStudy Study => study;

    public string Worker { get; } = WorkerName.Create();

    public int MaxTrials => maxTrials;

    /// <summary>The first trial that has ended and that this worker's tuner does not know.</summary>
    public StoredTrial? NextUntold() => study.GetTrials().FirstOrDefault(trial => trial.State is not null && !_told.Contains(trial.Number));

    public bool IsTold(int number) => _told.Contains(number);

    public void Tell(int number)
    {
        if (_told.Add(number))
        {
            _repetitions = 0;
        }
    }

    /// <summary>Whether the tuner proposes nothing that was not tried, as a grid does at its end.</summary>
    /// <param name="number">The trial whose parameters it has proposed again.</param>
    public bool IsExhausted(int number) => _told.Contains(number) && ++_repetitions > MostRepetitions + _told.Count;

    /// <summary>Gets what the database failed with.</summary>
    public DbException? Failure { get; private set; }

    /// <summary>Ends the experiment of this worker: its database failed.</summary>
    public void Fail(DbException failure)
    {
        Failure = failure;
        done.Cancel();
    }

    /// <summary>Ends the experiment of this worker: no trial is left, neither to begin nor to wait for.</summary>
    public void Finish() => done.Cancel();
}
