using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Persistence;

/// <summary>
/// The saved form of a transformer. ML.NET loads only its own transformers, so the model is written as a chain of them
/// that computes the same predictions:
/// CopyColumns (input) → CustomMapping (a constant key) → MapValue (key → payload) → CustomMapping (network → pieces of
/// the scores, best class) → Concatenate (Score) → MapValue (PredictedLabel) → DropColumns.
/// </summary>
internal static class ModelCarrier
{
    public static ITransformer Create(IClassifier classifier)
    {
        MLContext context = new();
        PredictionColumns columns = classifier.Columns;
        string[] chunks = [.. CarrierOutput.Bits(classifier.Labels.Count).Select(bit => CarrierColumns.Chunk + bit)];
        string[] temporaries = [CarrierColumns.Input, CarrierColumns.Key, CarrierColumns.Payload, CarrierColumns.Index, .. Enumerable.Range(0, CarrierOutput.MaxBits).Select(bit => CarrierColumns.Chunk + bit)];

        IEstimator<ITransformer> chain = context.Transforms.CopyColumns(CarrierColumns.Input, columns.Feature)
            .Append(context.Transforms.CustomMapping<CarrierNothing, CarrierKey>(CarrierKeyFactory.Map, CarrierKeyFactory.Contract))
            .Append(context.Transforms.Conversion.MapValue(
                CarrierColumns.Payload,
                [KeyValuePair.Create(CarrierKey.Value, Convert.ToBase64String(classifier.ToPayload()))],
                CarrierColumns.Key))
            .Append(classifier.CarrierInput.NetworkStep(context))
            .Append(context.Transforms.Concatenate(columns.Score, chunks))
            .Append(classifier.Labels.MapIndex(context, columns.PredictedLabel, CarrierColumns.Index))
            .Append(context.Transforms.DropColumns(temporaries));
        return chain.Fit(new EmptyView(columns.Feature, classifier.InputType));
    }
}
