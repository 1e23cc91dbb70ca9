using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Persistence;

/// <summary>
/// The saved form of a transformer. ML.NET loads only its own transformers, so the model is written as a chain of them
/// that computes the same predictions:
/// CopyColumns (input) → CustomMapping (a constant key) → MapValue (key → payload) → CustomMapping (network → pieces of
/// the scores, best class) → Concatenate (Score) → MapValue, MapValueToKey (PredictedLabel) →
/// DropColumns.
/// </summary>
internal static class ModelCarrier
{
    public static ITransformer Create(IClassifier classifier)
    {
        MLContext context = new();
        PredictionColumns columns = classifier.Columns;
        string[] chunks = [.. CarrierOutput.Bits(classifier.Labels.Count).Select(bit => CarrierColumns.Chunk + bit)];
        string[] temporaries = [CarrierColumns.Input, .. columns.SecondFeature is null ? Array.Empty<string>() : [CarrierColumns.SecondInput], CarrierColumns.Key, CarrierColumns.Payload, CarrierColumns.Index, .. Enumerable.Range(0, CarrierOutput.MaxBits).Select(bit => CarrierColumns.Chunk + bit)];

        IDataView view = columns.SecondFeature is { } other
            ? new EmptyView((columns.Feature, classifier.InputType), (other, classifier.InputType))
            : new EmptyView((columns.Feature, classifier.InputType));
        List<ITransformer> steps = [];
        Add(context.Transforms.CopyColumns(CarrierColumns.Input, columns.Feature).Fit(view));
        if (columns.SecondFeature is { } second)
        {
            Add(context.Transforms.CopyColumns(CarrierColumns.SecondInput, second).Fit(view));
        }

        Add(context.Transforms.CustomMapping<CarrierNothing, CarrierKey>(CarrierKeyFactory.Map, CarrierKeyFactory.Contract).Fit(view));
        Add(context.Transforms.Conversion.MapValue(
            CarrierColumns.Payload,
            [KeyValuePair.Create(CarrierKey.Value, Convert.ToBase64String(classifier.ToPayload()))],
            CarrierColumns.Key).Fit(view));
        Add(classifier.CarrierInput.NetworkStep(context));
        Add(context.Transforms.Concatenate(columns.Score, chunks).Fit(view));
        IDataView numbers = context.Data.LoadFromEnumerable(Enumerable.Range(1, classifier.Labels.Count).Select(number => new CarrierNumber { Index = (uint)number }));
        Add(classifier.Labels.MapIndex(context, numbers, columns.PredictedLabel, CarrierColumns.Index));
        Add(context.Transforms.DropColumns(temporaries).Fit(view));
        return new TransformerChain<ITransformer>([.. steps]);

        void Add(ITransformer step)
        {
            steps.Add(step);
            view = step.Transform(view);
        }
    }
}
