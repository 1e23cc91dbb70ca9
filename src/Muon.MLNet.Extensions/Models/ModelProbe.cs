using System.Globalization;
using Microsoft.ML;
using Muon.MLNet.Extensions.Batching;

namespace Muon.MLNet.Extensions;

/// <summary>Makes checks of models for <see cref="ModelFileOptions.Probe"/>.</summary>
public static class ModelProbe
{
    /// <summary>A check that predicts one example: the model must read its columns, give all that the prediction has, and not fail.</summary>
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
            int predictions = new BatchPipeline<TInput, TOutput>(context, model, columns).Run([example]).Count();
            if (predictions != 1)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The model gave {predictions} predictions for one row; it must give one for each."));
            }
        };
    }
}
