using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Tests.TestData;

/// <summary>Pictures of noisy stripes whose direction is the class: a task that a small network learns in seconds.</summary>
internal static class Stripes
{
    public const int Side = 8;
    public static readonly string[] Names = ["rising", "flat", "upright"];

    public static List<Picture> Pictures(int count, int seed, int classes = 3)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(i => Draw(random, i % classes))];
    }

    public static IDataView View(MLContext context, int count, int seed = 1, int classes = 3) =>
        context.Data.LoadFromEnumerable(Pictures(count, seed, classes));

    public static MuonImageClassificationTrainer.Options Options(Action<MuonImageClassificationTrainer.Options>? change = null)
    {
        MuonImageClassificationTrainer.Options options = new() { MaxEpochs = 4, BatchSize = 32, Seed = 1 };
        change?.Invoke(options);
        return options;
    }

    /// <summary>Text label to key, training, key to text: the pipeline of the documentation.</summary>
    public static EstimatorChain<Microsoft.ML.Transforms.KeyToValueMappingTransformer> Pipeline(MLContext context, MuonImageClassificationTrainer.Options? options = null) =>
        context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.MulticlassClassification.Trainers.MuonImageClassification(options ?? Options()))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

    /// <summary>The same view with the label as a key, for a trainer that is fitted alone.</summary>
    public static IDataView Keyed(MLContext context, IDataView view) =>
        context.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);

    private static Picture Draw(Random random, int kind)
    {
        float[] pixels = new float[Side * Side];
        int phase = random.Next(4);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                int along = kind switch { 0 => x + y, 1 => y, _ => x };
                pixels[(y * Side) + x] = ((along + phase) / 2 % 2) + (0.3f * random.NextSingle());
            }
        }

        return new Picture { Image = pixels, Label = Names[kind] };
    }
}
