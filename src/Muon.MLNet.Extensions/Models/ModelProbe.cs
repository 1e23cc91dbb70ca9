using System.Globalization;
using Microsoft.ML;
using Muon.MLNet.Extensions.Batching;

namespace Muon.MLNet.Extensions;

/// <summary>Makes checks of models for <see cref="ModelFileOptions.Probe"/>.</summary>
public static class ModelProbe
{
    /// <summary>A check that predicts an example, alone and in a batch: the model must read its columns, give all that the prediction has, and not fail.</summary>
    /// <typeparam name="TInput">The rows that will be predicted.</typeparam>
    /// <typeparam name="TOutput">What is read of a prediction.</typeparam>
    /// <param name="context">Makes the views.</param>
    /// <param name="example">The row.</param>
    /// <param name="columns">How the members of both types are named in the model. The default value is <see langword="null"/>: as they are.</param>
    /// <returns>The check.</returns>
    public static Action<ITransformer> Of<TInput, TOutput>(MLContext context, TInput example, BatchColumns? columns = null)
        where TInput : class
        where TOutput : class, new()
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(example);
        return model =>
        {
            BatchPipeline<TInput, TOutput> pipeline = new(context, model, columns);
            int predictions = pipeline.Run([example, example]).Count();
            _ = pipeline.Run(example);
            if (predictions != 2)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The model gave {predictions} predictions for two rows; it must give one for each."));
            }
        };
    }
}
