using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.Extensions.Options;

namespace Muon.MLNet.Extensions;

/// <summary>Gives a <see cref="PredictionEnginePool{TData, TPrediction}"/> models that survive bad files.</summary>
public static class MuonPredictionEnginePoolBuilderExtensions
{
    /// <summary>Takes the model from a file, and another one when the file has been replaced.</summary>
    /// <typeparam name="TData">A row of the input.</typeparam>
    /// <typeparam name="TPrediction">What is read of a prediction.</typeparam>
    /// <param name="builder">What <c>AddPredictionEnginePool</c> returned.</param>
    /// <param name="filePath">The file.</param>
    /// <param name="options">How it is loaded, checked and watched. The default value is <see langword="null"/>: the defaults.</param>
    /// <param name="modelName">The name of the model. The default value is <see langword="null"/>: the pool's default model.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromMuonFile<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string filePath, ModelFileOptions? options = null, string? modelName = null)
        where TData : class
        where TPrediction : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        builder.Services.AddOptions<PredictionEnginePoolOptions<TData, TPrediction>>(modelName ?? Options.DefaultName)
            .Configure<IOptions<MLOptions>>((pool, context) => pool.ModelLoader = new MuonModelLoader(context.Value.MLContext, filePath, options));
        return builder;
    }
}
