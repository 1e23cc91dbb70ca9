using Microsoft.ML;
using Microsoft.ML.AutoML;
using Muon.MLNet.AutoML;

namespace Muon.MLNet;

/// <summary>Adds to <see cref="AutoMLExperiment"/>.</summary>
public static class MuonExperimentExtensions
{
    /// <summary>
    /// Runs trials so that one that throws, diverges, runs out of memory or has no finite metric is recorded as failed, with its reason, and the
    /// sweep goes on: by itself ML.NET ends a sweep whose first trial throws. Budgets and cancellation end a fit of Muon's trainers after the
    /// current step. Validation data is given to these trainers, so that they keep their best epoch, and early termination can judge.
    /// </summary>
    /// <remarks>
    /// Where no trial is completed, the experiment throws ML.NET's <see cref="TimeoutException"/>; after 100 failures without any other end it
    /// throws <see cref="InvalidOperationException"/> with the last reason. The monitor is told of failed trials.
    /// </remarks>
    /// <param name="experiment">The experiment. Call this after <c>SetPipeline</c>, which sets a runner of its own.</param>
    /// <param name="options">All options. The default value is <see langword="null"/>: their defaults.</param>
    /// <returns>The experiment.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it.</exception>
    public static AutoMLExperiment SetMuonTrialRunner(this AutoMLExperiment experiment, MuonTrialOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        options ??= new MuonTrialOptions();
        options.Halving?.Validate();
        TrialSeries series = new(options, new MemoryRungs());
        return experiment.SetTrialRunner(services => CreateRunner(services, series));
    }

    /// <summary>Makes the runner of a trial from the services of an experiment.</summary>
    /// <param name="services">The services.</param>
    /// <param name="series">What the trials know of each other.</param>
    /// <param name="context">A context, or <see langword="null"/> for that of the experiment's next trial, which ends with the experiment.</param>
    internal static MuonTrialRunner CreateRunner(IServiceProvider services, TrialSeries series, MLContext? context = null) => new(
        context ?? Required<MLContext>(services, "an MLContext"),
        Required<SweepablePipeline>(services, "SetPipeline"),
        Required<IDatasetManager>(services, "SetDataset"),
        Required<IEvaluateMetricManager>(services, "SetMulticlassClassificationMetric"),
        Settings(services).MaximumMemoryUsageInMegaByte,
        series);

    internal static AutoMLExperiment.AutoMLExperimentSettings Settings(IServiceProvider services) =>
        Required<AutoMLExperiment.AutoMLExperimentSettings>(services, "CreateExperiment");

    private static T Required<T>(IServiceProvider services, string call)
        where T : class =>
        services.GetService(typeof(T)) as T ?? throw new InvalidOperationException($"The experiment has no {typeof(T).Name}; call {call} before it runs.");
}
