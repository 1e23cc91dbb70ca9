using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.ML;

/// <summary>Adds pools to a program's services.</summary>
public static class ServiceCollectionExtensions
{
    public static PredictionEnginePoolBuilder<TData, TPrediction> AddPredictionEnginePool<TData, TPrediction>(this IServiceCollection services)
        where TData : class
        where TPrediction : class, new()
    {
        services.AddOptions();
        services.AddSingleton(provider => new PredictionEnginePool<TData, TPrediction>(
            provider.GetRequiredService<IOptions<MLOptions>>().Value.MLContext,
            provider.GetRequiredService<IOptionsFactory<PredictionEnginePoolOptions<TData, TPrediction>>>()));
        return new PredictionEnginePoolBuilder<TData, TPrediction>(services);
    }
}
