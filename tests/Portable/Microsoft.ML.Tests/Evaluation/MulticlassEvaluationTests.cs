using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>What the recorded cases leave open; the expectations are what ML.NET 5.0.1 answers.</summary>
[TestClass]
public sealed class MulticlassEvaluationTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void RowsWithoutALabelOrWithAnEndlessScoreAreLeftOut()
    {
        MulticlassClassificationMetrics metrics = Evaluate(2, 2, new Sample(9, [.5f, .5f]), new Sample(0, [float.PositiveInfinity, .1f]), new Sample(1, [0, float.NegativeInfinity]), new Sample(0, [float.NaN, 1]));
        Assert.AreEqual(0, metrics.MicroAccuracy);
        Assert.AreEqual(0, metrics.LogLoss);
        Assert.AreEqual(double.NaN, metrics.LogLossReduction);
        Assert.AreEqual(double.NaN, metrics.TopKAccuracy);
    }

    [TestMethod]
    public void ALabelBeyondTheScoresCountsAsAMiss()
    {
        MulticlassClassificationMetrics metrics =
            Evaluate(2, 2, 6, new Sample(0, [.9f, .1f]), new Sample(1, [.4f, .6f]), new Sample(4, [.4f, .6f]), new Sample(5, [.7f, .3f]), new Sample(1, [.7f, .3f]));
        Assert.AreEqual(0.4, metrics.MicroAccuracy);
        Assert.AreEqual(0.75, metrics.MacroAccuracy);
        Assert.AreEqual(14.179542334666849, metrics.LogLoss, 1e-12);
        Assert.AreEqual(-19.59770847425265, metrics.LogLossReduction, 1e-12);
        CollectionAssert.AreEqual(new[] { 0.4, 0.6000000000000001 }, metrics.TopKAccuracyForAllK.ToArray());
    }

    [TestMethod]
    public void EqualScoresKeepTheirOrder()
    {
        MulticlassClassificationMetrics metrics =
            Evaluate(3, 3, new Sample(0, [.3f, .3f, .4f]), new Sample(1, [.3f, .3f, .4f]), new Sample(2, [.3f, .3f, .3f]), new Sample(2, [.4f, .3f, .3f]));
        CollectionAssert.AreEqual(new[] { 0, 0.25, 1 }, metrics.TopKAccuracyForAllK.ToArray());
        CollectionAssert.AreEqual(new[] { 0.0, 1, 1, 1 }, Evaluate(3, 4, new Sample(0, [.3f, .3f, .4f])).TopKAccuracyForAllK.ToArray());
        Assert.ThrowsExactly<IndexOutOfRangeException>(() => Evaluate(3, 5, new Sample(0, [.3f, .3f, .4f])));
    }

    [TestMethod]
    public void LongNamesMoveToTheRows()
    {
        string table = Table(3, "12345", "b", "c");
        StringAssert.Contains(table, "PREDICTED || 12345 |     b |     c | Recall\n");
        table = Table(3, "123456", "b", "c");
        StringAssert.Contains(table, "PREDICTED ||     0 |     1 |     2 | Recall\n");
        StringAssert.Contains(table, "\n1.      b ||     0 |     0 |     0 | 0.0000\n");
        StringAssert.Contains(Table(2, "12345678", "b"), "\n        b ||        0 |        0 | 0.0000\n");
        table = Table(11, [.. Enumerable.Range(0, 11).Select(_ => "abcdef")]);
        StringAssert.Contains(table, "\n 9. abcdef ||");
        StringAssert.Contains(table, "\n10. abcdef ||");
        StringAssert.Contains(table, "\nTRUTH      ||=====");
    }

    [TestMethod]
    public void LargeCountsAreGrouped()
    {
        EvaluationRow row = new() { Label = 0, Score = [.8f, .1f, .1f] };
        ConfusionMatrix matrix = _context.MulticlassClassification.Evaluate(EvaluationData.View(_context, 3, [.. Enumerable.Repeat(row, 71080)])).ConfusionMatrix;
        StringAssert.Contains(matrix.GetFormattedConfusionTable(), "        0 || 71,080 |     0 |     0 | 1.0000\n");
        Assert.AreEqual(71080, matrix.GetCountForClassPair(0, 0));
        Assert.AreEqual("actualClassIndicatorIndex", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => matrix.GetCountForClassPair(0, 3)).ParamName);
        Assert.AreEqual("predictedClassIndicatorIndex", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => matrix.GetCountForClassPair(-1, 0)).ParamName);
    }

    [TestMethod]
    public void AScoreOfAnotherLengthFails() => Assert.ThrowsExactly<InvalidOperationException>(() => Evaluate(3, 0, new Sample(0, [.3f, .3f])));

    [TestMethod]
    public void CrossValidationEvaluatesEveryFold()
    {
        EvaluationRow[] rows = [.. Enumerable.Range(0, 30).Select(i => new EvaluationRow { Label = (uint)(i % 2), Score = [i % 3, 1.5f] })];
        IDataView data = EvaluationData.View(_context, 2, rows);
        IReadOnlyList<TrainCatalogBase.CrossValidationResult<MulticlassClassificationMetrics>> folds =
            _context.MulticlassClassification.CrossValidate(data, new IdentityEstimator(), numberOfFolds: 3, seed: 1);
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, folds.Select(f => f.Fold).ToArray());
        Assert.AreEqual(30, folds.Sum(f => ViewText.Rows(f.ScoredHoldOutSet).Count));
        foreach (var fold in folds)
        {
            Assert.IsInstanceOfType<IdentityTransformer>(fold.Model);
            Assert.AreEqual(3, fold.ScoredHoldOutSet.Schema.Count);
            Assert.AreEqual(_context.MulticlassClassification.Evaluate(fold.ScoredHoldOutSet).LogLoss, fold.Metrics.LogLoss);
        }
    }

    [TestMethod]
    public void CrossValidationChecksItsArguments()
    {
        IDataView data = EvaluationData.View(_context, 2, []);
        MulticlassClassificationCatalog catalog = _context.MulticlassClassification;
        Assert.AreEqual("data", Assert.ThrowsExactly<ArgumentNullException>(() => catalog.CrossValidate(null, new IdentityEstimator())).ParamName);
        Assert.AreEqual("estimator", Assert.ThrowsExactly<ArgumentNullException>(() => catalog.CrossValidate(data, null)).ParamName);
        Assert.AreEqual("labelColumnName", Fails(() => catalog.CrossValidate(data, new IdentityEstimator(), labelColumnName: null)));
        Assert.AreEqual("schema", Fails(() => catalog.CrossValidate(data, new IdentityEstimator(), 2, "Nope")));
        Assert.AreEqual("numFolds", Fails(() => catalog.CrossValidate(data, new IdentityEstimator(), 1)));
        Assert.AreEqual("samplingKeyColumn", Fails(() => catalog.CrossValidate(data, new IdentityEstimator(), 2, "Label", "Nope")));
    }

    private static string Fails(Action action) => Assert.ThrowsExactly<ArgumentOutOfRangeException>(action).ParamName;

    private string Table(int classes, params string[] names) =>
        _context.MulticlassClassification.Evaluate(EvaluationData.View(_context, classes, [new EvaluationRow { Score = new float[classes] }], names)).ConfusionMatrix.GetFormattedConfusionTable();

    private MulticlassClassificationMetrics Evaluate(int classes, int topK, params Sample[] samples) => Evaluate(classes, topK, classes, samples);

    private MulticlassClassificationMetrics Evaluate(int classes, int topK, int keyCount, params Sample[] samples) =>
        _context.MulticlassClassification.Evaluate(
            EvaluationData.View(_context, classes, [.. samples.Select(s => new EvaluationRow { Label = s.Label, Score = s.Score })], keyCount: keyCount),
            topKPredictionCount: topK);

    private sealed record Sample(uint Label, float[] Score);

    private sealed class IdentityEstimator : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => new IdentityTransformer();

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }

    private sealed class IdentityTransformer : ITransformer
    {
        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new InvalidOperationException();

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException();

        public IDataView Transform(IDataView input) => input;
    }
}
