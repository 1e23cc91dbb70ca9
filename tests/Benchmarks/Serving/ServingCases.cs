using System.Globalization;
using System.Net.Http.Json;
using Microsoft.ML;
using Muon.MLNet.Benchmarks.Data;

namespace Muon.MLNet.Benchmarks.Serving;

/// <summary>Models of all sizes; trained for an epoch on little, since only their speed matters.</summary>
internal static class ServingCases
{
    private const int TrainTexts = 3_000;
    private const int TrainPictures = 256;
    private const int Rows = 256;

    public static IEnumerable<(string Name, Func<IServingCase> Create)> All { get; } =
    [
        ("texts, n-grams", () => Texts("texts, n-grams", TextArchitecture.NGram)),
        ("texts, encoder", () => Texts("texts, encoder", TextArchitecture.Encoder)),
        ("digits 28×28, SmallConvNet", () => Digits("digits 28×28, SmallConvNet")),
        ("photos 64×64, SmallResNet", () => Photos("photos 64×64, SmallResNet", ImageArchitecture.SmallResNet)),
        ("photos 64×64, ResNet-18", () => Photos("photos 64×64, ResNet-18", ImageArchitecture.ResNet18)),
    ];

    private static ServingCase<LabelledText> Texts(string name, TextArchitecture architecture)
    {
        MLContext context = new(seed: 1);
        (LabelledText[] train, _, LabelledText[] test) = TextSets.Clinc();
        MuonTextClassificationTrainer.Options options = new() { Architecture = architecture, MaxEpochs = 1, Seed = 1 };
        IDataView view = context.Data.LoadFromEnumerable(StratifiedSplit.Take(train, TrainTexts, seed: 1));
        WebEndpoint<LabelledText> endpoint = new("texts/predict", IsTexts: true, row => JsonContent.Create(new { text = row.Sentence }));
        return new(name, Fit(context, view, context.MulticlassClassification.Trainers.MuonTextClassification(options)), view.Schema, test[..Rows], endpoint);
    }

    private static ServingCase<DigitRow> Digits(string name)
    {
        MLContext context = new(seed: 1);
        Random random = new(1);
        DigitRow[] rows = [.. Enumerable.Range(0, TrainPictures).Select(i => new DigitRow
        {
            Image = [.. Enumerable.Range(0, DigitRow.Pixels).Select(_ => random.NextSingle())],
            Label = (i % 10).ToString(CultureInfo.InvariantCulture),
        })];
        IDataView view = context.Data.LoadFromEnumerable(rows);
        MuonImageClassificationTrainer.Options options = new() { Architecture = ImageArchitecture.SmallConvNet, MaxEpochs = 1, Seed = 1 };
        return new(name, Fit(context, view, context.MulticlassClassification.Trainers.MuonImageClassification(options)), view.Schema, rows[..Rows], Endpoint: null);
    }

    private static ServingCase<Photo> Photos(string name, ImageArchitecture architecture)
    {
        MLContext context = new(seed: 1);
        Photo[] rows = StratifiedSplit.Take(DataSets.Photos("flower-photos-small"), TrainPictures, seed: 1);
        IDataView view = context.Data.LoadFromEnumerable(rows);
        MuonImageClassificationTrainer.Options options = new() { ImageColumnName = "ImagePath", Architecture = architecture, ImageWidth = 64, ImageHeight = 64, MaxEpochs = 1, Seed = 1 };
        WebEndpoint<Photo> endpoint = new("images/predict", IsTexts: false, row => new ByteArrayContent(File.ReadAllBytes(row.ImagePath)));
        return new(name, Fit(context, view, context.MulticlassClassification.Trainers.MuonImageClassification(options)), view.Schema, rows, endpoint);
    }

    private static ITransformer Fit<T>(MLContext context, IDataView view, IEstimator<T> trainer)
        where T : class, ITransformer => context.Transforms.Conversion.MapValueToKey("Label").Append(trainer).Fit(view);
}
