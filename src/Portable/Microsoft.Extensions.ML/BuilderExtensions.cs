using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.ML;

/// <summary>Says where the model of a pool comes from.</summary>
public static class BuilderExtensions
{
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(this PredictionEnginePoolBuilder<TData, TPrediction> builder, string filePath)
        where TData : class
        where TPrediction : class, new()
    {
        builder.Services.AddOptions<PredictionEnginePoolOptions<TData, TPrediction>>(Options.Options.DefaultName)
            .Configure<IOptions<MLOptions>>((pool, options) => pool.ModelLoader = new FileModelLoader(options.Value.MLContext, filePath));
        return builder;
    }
}
