using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.ML;

/// <summary>What the extension methods that name a model's source hang on.</summary>
public class PredictionEnginePoolBuilder<TData, TPrediction>
    where TData : class
    where TPrediction : class, new()
{
    internal PredictionEnginePoolBuilder(IServiceCollection services) => Services = services;

    public IServiceCollection Services { get; }
}
