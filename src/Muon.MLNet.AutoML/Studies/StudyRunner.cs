using System.Data.Common;
using System.Text.Json;
using Microsoft.ML.AutoML;

namespace Muon.MLNet.AutoML.Studies;

/// <summary>
/// Gives a worker's tuner the trials of a study. Those that ended elsewhere, or before a restart, come first, in their order and
/// without training: a tuner whose proposals follow from seed and results then proposes what it would have without the interruption. Next
/// come trials whose worker died, and then the tuner's own proposal.
/// </summary>
internal sealed class StudyRunner(MuonTrialRunner trials, TrialSeries series, StudySession session) : ITrialRunner
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private StudyDatabase Database => session.Study.Database;

    public async Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct)
    {
        try
        {
            return await RunNextAsync(settings, ct).ConfigureAwait(false);
        }
        catch (DbException e)
        {
            // Without its database the study cannot go on; to ML.NET this would be one more failed trial, and the next would follow at once.
            session.Fail(e);
            throw new OperationCanceledException(e.Message, e, ct);
        }
    }

    public void Dispose() => trials.Dispose();

    private async Task<TrialResult> RunNextAsync(TrialSettings settings, CancellationToken ct)
    {
        string proposal = JsonSerializer.Serialize(settings.Parameter);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (session.NextUntold() is { } ended)
            {
                return Told(ended, settings);
            }

            if (Database.TakeOver(session.Worker) is { } left)
            {
                settings.Parameter = left.Parameter;
                return await TrainAsync(left.Number, settings, ct).ConfigureAwait(false);
            }

            (Placement placement, int number) = Database.Add(proposal, session.Worker, session.MaxTrials);
            switch (placement)
            {
                case Placement.Added:
                    return await TrainAsync(number, settings, ct).ConfigureAwait(false);
                case Placement.Ended when session.IsExhausted(number):
                    session.Finish();
                    break;
                case Placement.Ended:
                    // Tuners of several workers with one seed propose the same, one after the other.
                    return Told(session.Study.GetTrials()[number], settings);
                case Placement.Running:
                    throw new TrialFailedException("A trial with the same parameters is running in another process; the tuner proposes another.");
                case Placement.Full when session.Study.GetTrials().All(trial => trial.State is not null && session.IsTold(trial.Number)):
                    session.Finish();
                    break;
                case Placement.Full:
                    // Others are still at work: they may die, and their results are the tuner's too.
                    await Task.Delay(Pause, ct).ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <summary>The result of a trial that ended before; it has no model.</summary>
    private TrialResult Told(StoredTrial trial, TrialSettings settings)
    {
        session.Tell(trial.Number);
        settings.TrialId = trial.Number;
        settings.Parameter = trial.Parameter;
        return trial is { Metric: { } metric, Loss: { } loss }
            ? new TrialResult { TrialSettings = settings, Metric = metric, Loss = loss, DurationInMilliseconds = trial.Duration.TotalMilliseconds }
            : throw new TrialFailedException($"Trial {trial.Number} failed: {trial.Reason}");
    }

    private async Task<TrialResult> TrainAsync(int number, TrialSettings settings, CancellationToken ct)
    {
        settings.TrialId = number;
        using LeaseKeeper keeper = new(session.Study, number, session.Worker, ct);
        try
        {
            TrialResult result = await trials.RunAsync(settings, keeper.Stop).ConfigureAwait(false);
            End(number, result.Metric, result.Loss);
            return result;
        }
        catch (Exception e) when (e is TrialFailedException or InvalidOperationException)
        {
            End(number, metric: null, loss: null);
            throw;
        }
        catch (OperationCanceledException) when (keeper.IsLost)
        {
            throw Lost(number);
        }
        catch (OperationCanceledException)
        {
            Database.Release(number, session.Worker);
            throw;
        }
    }

    private void End(int number, double? metric, double? loss)
    {
        TrialRecord record = series.Last!;
        TrialOutcome outcome = new(metric, loss, record.Duration.TotalSeconds, record.Epochs, record.Reason);
        if (!Database.End(number, session.Worker, record.State, outcome))
        {
            throw Lost(number);
        }

        session.Tell(number);
    }

    private static TrialFailedException Lost(int number) =>
        new($"Trial {number} was taken over by another worker, because this one did not renew its lease in time; its result counts.");
}
