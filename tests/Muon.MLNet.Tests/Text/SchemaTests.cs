using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Text;

/// <summary>The columns that a text model reads and writes, as ML.NET's own trainers have them.</summary>
[TestClass]
public sealed class SchemaTests
{
    private readonly MLContext _context = new(seed: 1);

    [TestMethod]
    public void Score_IsAProbabilityAnnotatedWithTheClasses()
    {
        IDataView data = Sentences.Keyed(_context, 24);
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data);

        IDataView predictions = model.Transform(data);

        VBuffer<ReadOnlyMemory<char>> names = default;
        predictions.Schema["Score"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(Sentences.Names, names.DenseValues().Select(name => name.ToString()).ToArray());
        predictions.Schema["PredictedLabel"].GetKeyValues(ref names);
        CollectionAssert.AreEqual(Sentences.Names, names.DenseValues().Select(name => name.ToString()).ToArray());
        CollectionAssert.AreEqual(Sentences.Names, model.ClassNames.ToArray());
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 4), predictions.Schema["Score"].Type);
        ReadOnlyMemory<char> kind = default;
        predictions.Schema["Score"].Annotations.GetValue("ScoreColumnKind", ref kind);
        Assert.AreEqual("MulticlassClassification", kind.ToString());

        float[][] scores = [.. predictions.GetColumn<float[]>("Score")];
        Assert.IsTrue(Array.TrueForAll(scores, score => Math.Abs(score.Sum() - 1) < 1e-5));
        CollectionAssert.AreEqual(
            scores.Select(score => (uint)Array.IndexOf(score, score.Max()) + 1).ToArray(), predictions.GetColumn<uint>("PredictedLabel").ToArray());
    }

    [TestMethod]
    public void GetOutputSchema_IsWhatTransformGives()
    {
        IDataView data = Sentences.Keyed(_context, 24);
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data, Sentences.Options(change: o => (o.ScoreColumnName, o.PredictedLabelColumnName) = ("P", "Best")));

        DataViewSchema announced = model.GetOutputSchema(data.Schema), actual = model.Transform(data).Schema;

        CollectionAssert.AreEqual(actual.Select(column => (column.Name, column.Type)).ToArray(), announced.Select(column => (column.Name, column.Type)).ToArray());
        Assert.IsNotNull(actual.GetColumnOrNull("P"));
        Assert.IsNotNull(actual.GetColumnOrNull("Best"));
        Assert.IsTrue(model.IsRowToRowMapper);
        Assert.AreEqual("Sentence", model.FeatureColumnName);
        Assert.AreSame(TextDataViewType.Instance, model.FeatureColumnType);
    }

    [TestMethod]
    public void PredictionEngine_AgreesWithTransform_OnSinglesAndPairs()
    {
        foreach (string? second in new[] { null, "Sentence2" })
        {
            List<Sentence> rows = second is null ? Sentences.List(48) : Sentences.Pairs(48);
            IDataView data = _context.Data.LoadFromEnumerable(rows);
            ITransformer model = Sentences.Pipeline(_context, Sentences.Options(change: o => o.Sentence2ColumnName = second)).Fit(data);
            float[][] expected = Sentences.Scores(model, data);
            string[] labels = [.. model.Transform(data).GetColumn<string>("PredictedLabel")];

            using PredictionEngine<Sentence, PredictedSentence> engine = _context.Model.CreatePredictionEngine<Sentence, PredictedSentence>(model);
            for (int i = 0; i < rows.Count; i++)
            {
                PredictedSentence prediction = engine.Predict(rows[i]);
                Assert.AreEqual(labels[i], prediction.PredictedLabel);
                for (int k = 0; k < 4; k++)
                {
                    Assert.AreEqual(expected[i][k], prediction.Score[k], 1e-5f);
                }
            }
        }
    }

    [TestMethod]
    public void Predictions_DoNotDependOnTheTextsBeside()
    {
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, Sentences.Keyed(_context, 48), Sentences.Options(TextArchitecture.Encoder));
        List<Sentence> rows = [.. Sentences.List(40, seed: 4).Select((row, i) => i % 10 == 0 ? new Sentence { First = string.Concat(Enumerable.Repeat(row.First + " ", 8)) } : row)];

        float[][] together = Sentences.Scores(model, _context.Data.LoadFromEnumerable(rows));

        for (int i = 0; i < rows.Count; i++)
        {
            float[] alone = Sentences.Scores(model, _context.Data.LoadFromEnumerable([rows[i]]))[0];
            Assert.AreEqual(0, alone.Zip(together[i], (a, b) => Math.Abs(a - b)).Max(), 1e-5);
        }
    }

    [TestMethod]
    public void TheEstimator_AnnouncesItsColumns_AndAsksForTextAndKey()
    {
        var chain = _context.Transforms.Conversion.MapValueToKey("Label").Append(_context.MulticlassClassification.Trainers.MuonTextClassification(sentence2ColumnName: "Sentence2"));
        SchemaShape input = _context.Transforms.CustomMapping<Nothing, Sentence>((_, _) => { }, contractName: null).GetOutputSchema(new SchemaShape([]));

        SchemaShape output = chain.GetOutputSchema(input);

        SchemaShape.Column score = output.Single(column => column.Name == "Score"), label = output.Single(column => column.Name == "PredictedLabel");
        Assert.AreEqual(SchemaShape.Column.VectorKind.Vector, score.Kind);
        Assert.IsTrue(label.IsKey);
        Assert.IsTrue(label.Annotations.Any(annotation => annotation.Name == "KeyValues"));
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            _context.MulticlassClassification.Trainers.MuonTextClassification(sentenceColumnName: "Label").GetOutputSchema(chain.GetOutputSchema(input)));
        StringAssert.Contains(error.Message, "sentence column 'Label'");
    }

    [TestMethod]
    public void Labels_OfNumbers_ComeBackAsNumbers()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Sentences.List(48).Select((row, i) => new Rated { Sentence = row.First!, Label = (i % 4) * 1.5f }));

        ITransformer model = Sentences.Pipeline(_context).Fit(data);

        Assert.IsTrue(model.Transform(data).GetColumn<float>("PredictedLabel").All(value => value is 0f or 1.5f or 3f or 4.5f));
    }

    private sealed class Nothing;

    private sealed class Rated
    {
        public string Sentence { get; set; } = "";

        public float Label { get; set; }
    }
}
