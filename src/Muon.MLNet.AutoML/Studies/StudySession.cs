namespace Muon.MLNet.AutoML.Studies;

/// <summary>One worker's part in a study: what it has told its tuner, and when it is done.</summary>
internal sealed class StudySession(MuonStudy study, int maxTrials, CancellationTokenSource done)
{
    private readonly HashSet<int> _told = [];

    public MuonStudy Study => study;

    public string Worker { get; } = WorkerName.Create();

    public int MaxTrials => maxTrials;

    /// <summary>The first trial that has ended and that this worker's tuner does not know.</summary>
    public StoredTrial? NextUntold() => study.GetTrials().FirstOrDefault(trial => trial.State is not null && !_told.Contains(trial.Number));

    public void Tell(int number) => _told.Add(number);

    /// <summary>Ends the experiment of this worker: no trial is left, neither to begin nor to wait for.</summary>
    public void Finish() => done.Cancel();
}
