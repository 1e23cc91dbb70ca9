using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

public sealed class AutoCatalog
{
    private readonly MLContext _context;

    internal AutoCatalog(MLContext context) => _context = context;

    public AutoMLExperiment CreateExperiment(AutoMLExperiment.AutoMLExperimentSettings settings = null) =>
        new(_context, settings ?? new AutoMLExperiment.AutoMLExperimentSettings());

    // ML.NET does not check the space either: without one this throws NullReferenceException.
    public SweepableEstimator CreateSweepableEstimator<T>(Func<MLContext, T, IEstimator<ITransformer>> factory, SearchSpace<T> ss = null)
        where T : class, new()
    {
        _ = ss.Count;
        return new SweepableEstimator((context, parameter) => factory(context, parameter.AsType<T>()), ss);
    }
}
