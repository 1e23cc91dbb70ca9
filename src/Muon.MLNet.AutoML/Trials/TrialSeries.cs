using Microsoft.ML.AutoML;

namespace Muon.MLNet.AutoML;

/// <summary>What the trials of one sweep know of each other.</summary>
internal sealed class TrialSeries(MuonTrialOptions options, IRungs rungs)
{
    /// <summary>So many failures, and no trial that ended otherwise, are no accident of the parameters.</summary>
    private const int HopelessAfter = 100;

    private int _failures;
    private bool _anySuccess;

    public MuonTrialOptions Options => options;

    public IRungs Rungs => rungs;

    /// <summary>Gets the record of the trial that ended last.</summary>
    public TrialRecord? Last { get; private set; }

    /// <summary>Takes the end of a trial down.</summary>
    public void End(TrialRecord record)
    {
        Last = record;
        _anySuccess |= record.State is TrialState.Completed or TrialState.Pruned;
        _failures += record.State is TrialState.Failed ? 1 : 0;
        options.OnTrialEnd?.Invoke(record);
    }

    /// <summary>What a failed trial throws: what ML.NET goes on after, unless nothing but failures is to be expected.</summary>
    public Exception Thrown(TrialSettings settings, string reason, Exception? cause) => _anySuccess || _failures < HopelessAfter
        ? new TrialFailedException($"Trial {settings.TrialId} failed: {reason}", cause)
        : new InvalidOperationException($"The first {_failures} trials failed, the last one because: {reason}", cause);
}
