using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Muon.MLNet.Tests.TestData;

/// <summary>Short requests of four kinds, put together from parts: a task that a small network learns in a second.</summary>
internal static class Sentences
{
    public static readonly string[] Names = ["weather", "music", "alarm", "travel"];

    private static readonly string[] Openings = ["please", "could you", "I would like you to", "hey,", "now", "be so kind and"];

    private static readonly string[][] Requests =
    [
        ["tell me the weather in {0}", "say whether it rains in {0}", "look up how warm {0} is", "check the forecast for {0}"],
        ["play a song from {0}", "turn up the music of {0}", "put on the album {0}", "skip this track for {0}"],
        ["wake me at seven in {0}", "set an alarm for {0}", "remind me when {0} opens", "start a timer for {0}"],
        ["book a flight to {0}", "find a train to {0}", "reserve a hotel in {0}", "buy a ticket for {0}"],
    ];

    private static readonly string[] Places = ["Paris", "Oslo", "Kyoto", "Lima", "Cairo", "Berlin", "Quito", "Accra"];

    public static List<Sentence> List(int count, int seed = 1, int classes = 4)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(i => Draw(random, i % classes))];
    }

    /// <summary>Pairs whose class is the place of the second text alone; the first text says nothing about it.</summary>
    public static List<Sentence> Pairs(int count, int seed = 1)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(i => new Sentence
        {
            First = Draw(random, random.Next(4)).First,
            Second = Draw(random, i % 4).First,
            Label = Names[i % 4],
        })];
    }

    public static IDataView View(MLContext context, int count = 48, int seed = 1, int classes = 4) =>
        context.Data.LoadFromEnumerable(List(count, seed, classes));

    /// <summary>Rows with the label as a key, for a trainer that is fitted alone.</summary>
    public static IDataView Keyed(MLContext context, IEnumerable<Sentence> rows)
    {
        IDataView view = context.Data.LoadFromEnumerable(rows);
        return context.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);
    }

    public static IDataView Keyed(MLContext context, int count = 48) => Keyed(context, List(count));

    /// <summary>Options for a network that is small enough to learn the task within a second.</summary>
    public static MuonTextClassificationTrainer.Options Options(TextArchitecture architecture = TextArchitecture.NGram, Action<MuonTextClassificationTrainer.Options>? change = null)
    {
        MuonTextClassificationTrainer.Options options = new()
        {
            Architecture = architecture,
            MaxEpochs = architecture is TextArchitecture.NGram ? 6 : 15,
            BatchSize = 8,
            Seed = 1,
            NGrams = new NGramOptions { Width = 16, Hidden = 32, Dropout = 0.1, MaxFeatures = 2_000 },
            Encoder = new TextEncoderOptions { Width = 32, Depth = 1, Heads = 2, VocabularySize = 400, Dropout = 0 },
        };
        if (architecture is TextArchitecture.Custom)
        {
            options.CustomNetwork = shape => new BagOfTokens(shape);
            options.CustomNetworkName = BagOfTokens.RegisteredName;
        }

        change?.Invoke(options);
        return options;
    }

    public static MuonTextClassificationTransformer Fit(MLContext context, IDataView keyed, MuonTextClassificationTrainer.Options? options = null) =>
        context.MulticlassClassification.Trainers.MuonTextClassification(options ?? Options()).Fit(keyed);

    /// <summary>Text label to key, training, key to text: the pipeline of the documentation.</summary>
    public static EstimatorChain<KeyToValueMappingTransformer> Pipeline(MLContext context, MuonTextClassificationTrainer.Options? options = null) =>
        context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.MulticlassClassification.Trainers.MuonTextClassification(options ?? Options()))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

    public static float[][] Scores(ITransformer model, IDataView data) => [.. model.Transform(data).GetColumn<float[]>("Score")];

    private static Sentence Draw(Random random, int kind)
    {
        string request = Requests[kind][random.Next(Requests[kind].Length)].Replace("{0}", Places[random.Next(Places.Length)], StringComparison.Ordinal);
        return new Sentence { First = $"{Openings[random.Next(Openings.Length)]} {request}", Label = Names[kind] };
    }
}
