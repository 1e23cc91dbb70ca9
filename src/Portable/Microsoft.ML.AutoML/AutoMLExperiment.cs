using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.ML.AutoML;

/// <summary>Runs trials one after another until a budget is used up, and keeps the best.</summary>
public partial class AutoMLExperiment
{
    internal const string PipelineKey = "_pipeline_";

    private readonly MLContext _context;
    private readonly AutoMLExperimentSettings _settings;
    private CancellationToken _running;

    internal AutoMLExperiment(MLContext context, AutoMLExperimentSettings settings)
    {
        (_context, _settings) = (context, settings);
        settings.Seed ??= context.Environment.Seed;
        settings.SearchSpace ??= new SearchSpace.SearchSpace();
        Services.AddSingleton(settings);
        Services.AddTransient(_ => TrialContext());
    }

    internal IServiceCollection Services { get; } = new ServiceCollection();

    public AutoMLExperiment SetTrainingTimeInSeconds(uint trainingTimeInSeconds) => With(() => _settings.MaxExperimentTimeInSeconds = trainingTimeInSeconds);

    public AutoMLExperiment SetMaxModelToExplore(int maxModel) => With(() => _settings.MaxModels = maxModel);

    public AutoMLExperiment SetMaximumMemoryUsageInMegaByte(double value = double.MaxValue) => With(() => _settings.MaximumMemoryUsageInMegaByte = value);

    public AutoMLExperiment AddSearchSpace(string key, SearchSpace.SearchSpace searchSpace) => With(() => _settings.SearchSpace[key] = searchSpace);

    public AutoMLExperiment SetMonitor<TMonitor>(TMonitor monitor)
        where TMonitor : class, IMonitor => With(() => Services.AddSingleton<IMonitor>(monitor));

    public AutoMLExperiment SetTrialRunner<TTrialRunner>(TTrialRunner runner)
        where TTrialRunner : class, ITrialRunner => With(() => Services.AddSingleton<ITrialRunner>(runner));

    public AutoMLExperiment SetTrialRunner<TTrialRunner>(Func<IServiceProvider, TTrialRunner> factory)
        where TTrialRunner : class, ITrialRunner => With(() => Services.AddTransient<ITrialRunner>(factory));

    public AutoMLExperiment SetTrialRunner<TTrialRunner>()
        where TTrialRunner : class, ITrialRunner => With(() => Services.AddTransient<ITrialRunner, TTrialRunner>());

    public AutoMLExperiment SetTuner<TTuner>(TTuner proposer)
        where TTuner : class, ITuner => SetTuner(_ => proposer);

    public AutoMLExperiment SetTuner<TTuner>(Func<IServiceProvider, TTuner> factory)
        where TTuner : class, ITuner => With(() => Services.AddSingleton<ITuner>(factory));

    private AutoMLExperiment With(Action change)
    {
        change();
        return this;
    }

    /// <summary>A context of a trial's own: it is told to stop with the experiment, and its messages are passed on.</summary>
    private MLContext TrialContext()
    {
        var context = new MLContext(_settings.Seed);
        context.Log += (_, e) => _context.Environment.Publish(e.Message, e.Kind, nameof(AutoMLExperiment));
        _running.Register(context.CancelExecution);
        return context;
    }

    public class AutoMLExperimentSettings : ExperimentSettings
    {
        public int? Seed { get; set; }
        public SearchSpace.SearchSpace SearchSpace { get; set; }
    }
}
