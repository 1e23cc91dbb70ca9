using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Text;

/// <summary>Every mistake that a user can make with columns and rows gets an exception that names the column and what to do.</summary>
[TestClass]
public sealed class BadInputTests
{
    private readonly MLContext _context = new(seed: 1);

    [TestMethod]
    public void LabelThatIsNotAKey()
    {
        IDataView data = Sentences.View(_context, 8);

        foreach (string message in new[]
        {
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainer().Fit(data)).Message,
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Transforms.CopyColumns("Copy", "Sentence").Append(Trainer()).Fit(data)).Message,
        })
        {
            StringAssert.Contains(message, "label column 'Label'");
            StringAssert.Contains(message, "MapValueToKey");
        }
    }

    [TestMethod]
    [DataRow("Label")]
    [DataRow("Sentence")]
    [DataRow("Sentence2")]
    public void MissingColumn(string column)
    {
        IDataView data = _context.Transforms.DropColumns(column).Fit(Keyed()).Transform(Keyed());

        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainer(options => options.Sentence2ColumnName = "Sentence2").Fit(data));

        StringAssert.Contains(error.Message, $"'{column}'");
    }

    [TestMethod]
    [DataRow("Sentence")]
    [DataRow("Sentence2")]
    public void MissingColumnAtPrediction(string column)
    {
        using MuonTextClassificationTransformer model = Trainer(options => options.Sentence2ColumnName = "Sentence2").Fit(Keyed());
        IDataView data = _context.Transforms.DropColumns(column).Fit(Keyed()).Transform(Keyed());

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Transform(data)).Message, $"'{column}'");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.GetOutputSchema(data.Schema)).Message, $"'{column}'");
    }

    [TestMethod]
    public void SentenceColumnOfTheWrongType()
    {
        IDataView keyed = Keyed();
        IDataView both = _context.Transforms.Concatenate("Both", "Sentence", "Sentence2").Fit(keyed).Transform(keyed);

        string key = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainer(options => options.SentenceColumnName = "Label").Fit(keyed)).Message;
        string vector = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainer(options => options.Sentence2ColumnName = "Both").Fit(both)).Message;

        StringAssert.Contains(key, "sentence column 'Label': expected String, got Key");
        StringAssert.Contains(vector, "sentence column 'Both': expected String, got Vector");
    }

    [TestMethod]
    public void NoRows()
    {
        var toKey = _context.Transforms.Conversion.MapValueToKey("Label").Fit(Sentences.View(_context, 8));

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Trainer().Fit(toKey.Transform(_context.Data.LoadFromEnumerable(Array.Empty<Sentence>()))));

        StringAssert.Contains(error.Message, "no rows to train on");
    }

    [TestMethod]
    public void NoRowHasALabel()
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Trainer().Fit(WithLabels(i => "never seen")));

        StringAssert.Contains(error.Message, "48 lack one");
    }

    [TestMethod]
    public void SomeRowsHaveNoLabel_AreLeftOutAndCounted()
    {
        List<string> warnings = Warnings();

        using MuonTextClassificationTransformer model = Trainer().Fit(WithLabels(i => i % 16 == 0 ? "never seen" : Sentences.Names[i % 4]));

        Assert.IsTrue(warnings.Exists(warning => warning.StartsWith("3 rows have no label in column 'Label'", StringComparison.Ordinal)));
        Assert.AreEqual(4, model.ClassNames.Count);
    }

    [TestMethod]
    public void OneClassOnly()
    {
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => Trainer().Fit(Sentences.Keyed(_context, Sentences.List(8, classes: 1)))).Message, "one class only");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => Trainer().Fit(WithLabels(_ => "music"))).Message, "All 48 rows have the label 'music'");
    }

    [TestMethod]
    public void ValidationSetWithOtherKeys_OrWithoutTexts()
    {
        IDataView other = Sentences.Keyed(_context, Sentences.List(8).AsEnumerable().Reverse());
        IDataView without = _context.Transforms.DropColumns("Sentence").Fit(Keyed()).Transform(Keyed());

        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => Trainer(options => options.ValidationSet = other).Fit(Keyed())).Message, "same fitted MapValueToKey");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainer(options => options.ValidationSet = without).Fit(Keyed())).Message, "'Sentence'");
    }

    [TestMethod]
    public void AClassThatTrainingNeverSaw_IsLeftOutOfTheMetrics_AsByTheTrainersOfMLNet()
    {
        ITransformer model = Sentences.Pipeline(_context).Fit(Sentences.View(_context, 48));
        List<Sentence> test = Sentences.List(20, seed: 2);
        double known = _context.MulticlassClassification.Evaluate(model.Transform(_context.Data.LoadFromEnumerable(test))).MicroAccuracy;

        MulticlassClassificationMetrics metrics = _context.MulticlassClassification.Evaluate(model.Transform(
            _context.Data.LoadFromEnumerable([.. test, new Sentence { First = "something else", Label = "zebra" }])));

        Assert.AreEqual(known, metrics.MicroAccuracy);
        Assert.AreEqual(4, metrics.ConfusionMatrix.NumberOfClasses);
    }

    [TestMethod]
    public void AClassThatIsMissingInTheValidationData_DoesNotCountThere()
    {
        var toKey = _context.Transforms.Conversion.MapValueToKey("Label").Fit(Sentences.View(_context, 48));
        List<EpochEndArguments> epochs = [];

        using MuonTextClassificationTransformer model = Trainer(options =>
        {
            options.ValidationSet = toKey.Transform(Sentences.View(_context, 20, classes: 2));
            options.ValidationMetric = ValidationMetric.MacroAccuracy;
            options.MaxEpochs = 12;
            options.OnEpochEnd = epochs.Add;
        }).Fit(toKey.Transform(Sentences.View(_context, 48)));

        Assert.IsTrue(epochs.TrueForAll(epoch => epoch.ValidationMacroAccuracy is >= 0 and <= 1));
        Assert.IsGreaterThan(0.7, epochs.Max(epoch => epoch.ValidationMacroAccuracy!.Value));
    }

    [TestMethod]
    public void AClassWithOneText_KeepsItForTraining_AndTooFewToHoldBackIsSaid()
    {
        List<string> warnings = Warnings();
        IDataView data = Sentences.Keyed(_context, [.. Sentences.List(16), new Sentence { First = "unique", Label = "rare" }]);

        using MuonTextClassificationTransformer model = Trainer(options => options.ValidationFraction = 0.25).Fit(data);
        Assert.IsEmpty(warnings.Where(warning => warning.Contains("ValidationFraction", StringComparison.Ordinal)));
        using MuonTextClassificationTransformer few = Trainer(options => options.ValidationFraction = 0.25).Fit(Sentences.Keyed(_context, 4));

        CollectionAssert.Contains(model.ClassNames.ToArray(), "rare");
        Assert.ContainsSingle(warnings.Where(warning => warning.StartsWith("ValidationFraction is 0.25, but", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void TextsWithContradictingLabels_AreCounted()
    {
        List<string> warnings = Warnings();
        Sentence[] rows =
        [
            .. Sentences.List(8), new() { First = "twice", Label = "music" }, new() { First = "twice", Label = "alarm" }, new() { First = "twice", Label = "music" },
            new() { First = "same", Label = "music" }, new() { First = "same", Label = "music" }, new() { First = "", Label = "music" }, new() { First = null, Label = "alarm" },
        ];

        Trainer().Fit(Sentences.Keyed(_context, rows)).Dispose();

        Assert.ContainsSingle(warnings.Where(warning => warning.StartsWith("2 texts of column 'Sentence' occur with more than one label", StringComparison.Ordinal)), string.Join('\n', warnings));
        Assert.ContainsSingle(warnings.Where(warning => warning.StartsWith("2 texts of column 'Sentence' are blank", StringComparison.Ordinal)), string.Join('\n', warnings));
    }

    [TestMethod]
    [DataRow(TextArchitecture.NGram)]
    [DataRow(TextArchitecture.Encoder)]
    public void TrainingThatDiverges_SaysSo(TextArchitecture architecture)
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Sentences.Fit(_context, Keyed(), Sentences.Options(architecture, options =>
        {
            options.Muon = new MuonOptions { LearningRate = 1e38 };
            options.MaxEpochs = 50;
        })));

        StringAssert.Contains(error.Message, "training diverged");
        StringAssert.Contains(error.Message, "LearningRate");
    }

    [TestMethod]
    public void CustomNetworkOfTheWrongShape_OrNone()
    {
        InvalidOperationException none = Assert.ThrowsExactly<InvalidOperationException>(() =>
            Sentences.Fit(_context, Keyed(), Sentences.Options(TextArchitecture.Custom, options => options.CustomNetwork = _ => null!)));
        InvalidOperationException wrong = Assert.ThrowsExactly<InvalidOperationException>(() =>
            Sentences.Fit(_context, Keyed(), Sentences.Options(TextArchitecture.Custom, options => options.CustomNetwork = shape => new BagOfTokens(shape with { Classes = 7 }))));

        StringAssert.Contains(none.Message, "CustomNetwork returned null");
        StringAssert.Contains(wrong.Message, "(8, 7)");
        StringAssert.Contains(wrong.Message, "(8, 4)");
    }

    [TestMethod]
    public void PredictionAfterDispose()
    {
        MuonTextClassificationTransformer model = Trainer().Fit(Keyed());
        model.Dispose();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.Transform(Keyed()).GetColumn<float[]>("Score").First());
        Assert.Throws<ObjectDisposedException>(() => model.PredictTop("text"));
        Assert.Throws<ObjectDisposedException>(() => model.Explain("text"));
    }

    private MuonTextClassificationTrainer Trainer(Action<MuonTextClassificationTrainer.Options>? change = null) =>
        _context.MulticlassClassification.Trainers.MuonTextClassification(Sentences.Options(change: options =>
        {
            options.MaxEpochs = 4;
            change?.Invoke(options);
        }));

    private IDataView Keyed() => Sentences.Keyed(_context, 48);

    /// <summary>Rows of other labels, with the keys of the four usual ones.</summary>
    private IDataView WithLabels(Func<int, string> label)
    {
        var toKey = _context.Transforms.Conversion.MapValueToKey("Label").Fit(Sentences.View(_context, 8));
        return toKey.Transform(_context.Data.LoadFromEnumerable(Sentences.List(48).Select((row, i) => new Sentence { First = row.First, Label = label(i) })));
    }

    private List<string> Warnings()
    {
        List<string> warnings = [];
        _context.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
            {
                warnings.Add(e.RawMessage);
            }
        };
        return warnings;
    }
}
