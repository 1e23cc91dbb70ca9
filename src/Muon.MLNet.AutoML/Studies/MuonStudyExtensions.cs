using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Muon.MLNet.AutoML;
using Muon.MLNet.AutoML.Studies;

namespace Muon.MLNet;

/// <summary>Adds <see cref="RunStudyAsync"/> to <see cref="AutoMLExperiment"/>.</summary>
public static class MuonStudyExtensions
{
    /// <summary>
    /// Works on a study until it has so many trials, the tuner proposes nothing that was not tried, or the experiment's time is used up. The same call goes on with a study that was
    /// interrupted, and in other processes, on any machine that reaches the database, works on it at the same time.
    /// </summary>
    /// <remarks>
    /// <para>Trials are run as by <see cref="MuonExperimentExtensions.SetMuonTrialRunner"/>. One worker with a seed, interrupted or not, tries the same
    /// parameters in the same order. Several workers find others, by the order in which trials end.</para>
    /// <para>The monitor is told of trials that ended before or elsewhere too; their results have no model. Leave
    /// <see cref="AutoMLExperiment.SetMaxModelToExplore"/> alone: it counts them.</para>
    /// </remarks>
    /// <param name="experiment">The experiment, with pipeline, data, metric and tuner.</param>
    /// <param name="study">The study.</param>
    /// <param name="maxTrials">How many trials the study shall have, those of all workers together.</param>
    /// <param name="options">The options of trials. The default value is <see langword="null"/>: their defaults.</param>
    /// <param name="cancellationToken">Ends the work; the trial that runs is given back.</param>
    /// <returns>
    /// The best trial of the study. Where another process found it, it is trained again for its model, after the experiment's time too: the same
    /// seed gives the same weights. After a cancellation it is not, and its model is <see langword="null"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it.</exception>
    /// <exception cref="System.Data.Common.DbException">The database failed.</exception>
    /// <exception cref="TimeoutException">No trial of the study was completed.</exception>
    public static async Task<TrialResult> RunStudyAsync(
        this AutoMLExperiment experiment, MuonStudy study, int maxTrials, MuonTrialOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(study);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTrials, 1);
        options ??= new MuonTrialOptions();
        options.Halving?.Validate();
        TrialSeries series = new(options, new StudyRungs(study.Database));
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        StudySession session = new(study, maxTrials, done);
        Func<TrialSettings, TrialResult>? again = null;
        experiment.SetTrialRunner(services =>
        {
            again ??= settings => MuonExperimentExtensions
                .CreateRunner(services, new TrialSeries(new MuonTrialOptions(), new MemoryRungs()), new MLContext(MuonExperimentExtensions.Settings(services).Seed))
                .Run(settings, CancellationToken.None);
            return new StudyRunner(MuonExperimentExtensions.CreateRunner(services, series), series, session);
        });
        TrialResult result;
        try
        {
            result = await experiment.RunAsync(done.Token).ConfigureAwait(false);
        }
        catch (TimeoutException) when (session.Failure is not null)
        {
            result = new TrialResult();
        }

        if (session.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return result.Model is null && !cancellationToken.IsCancellationRequested ? again!(result.TrialSettings) : result;
    }
}
