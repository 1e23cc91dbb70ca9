using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Muon.MLNet.Images;
using Muon.MLNet.Text;

namespace Muon.MLNet.Persistence;

/// <summary>Finds the saved form of our transformers in a loaded model and puts the live ones in its place.</summary>
internal static class ModelActivation
{
    /// <exception cref="InvalidDataException">A model of ours is damaged.</exception>
    /// <exception cref="NotSupportedException">A later version of the library wrote it.</exception>
    public static ITransformer Activate(ITransformer model)
    {
        if (model is not IEnumerable<ITransformer> chain)
        {
            return model;
        }

        ITransformer[] steps = [.. chain];
        if (Payload(steps) is { } payload)
        {
            return CarrierModels.Read(payload) switch
            {
                ImageClassifier images => new MuonImageClassificationTransformer(images, routing: null),
                TextClassifier texts => new MuonTextClassificationTransformer(texts, routing: null),
                var other => throw new NotSupportedException($"There is no transformer for {other.GetType().Name}."),
            };
        }

        ITransformer[] activated = [.. steps.Select(Activate)];
        return activated.SequenceEqual(steps) ? model : new TransformerChain<ITransformer>(activated);
    }

    /// <summary>
    /// The payload of a chain that is one of ours: the step that makes the key is followed by the one that maps it to the
    /// payload, which is run on a row of its own.
    /// </summary>
    private static string? Payload(ITransformer[] steps)
    {
        int key = Array.FindIndex(steps, step => step is CustomMappingTransformer<CarrierNothing, CarrierKey>);
        if (key < 0 || key + 1 >= steps.Length)
        {
            return null;
        }

        IDataView row = new MLContext().Data.LoadFromEnumerable([new CarrierKey { Key = CarrierKey.Value }]);
        try
        {
            IDataView mapped = steps[key + 1].Transform(row);
            return mapped.Schema.GetColumnOrNull(CarrierColumns.Payload) is { } column
                ? mapped.GetColumn<string>(column).Single()
                : null;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException("A Muon model is damaged: the step that holds it is not the one that was saved.", error);
        }
    }
}
