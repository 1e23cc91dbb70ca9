using Microsoft.ML;

namespace Muon.MLNet.Tests.Text.Explanation;

[TestClass]
public sealed class OcclusionTests
{
    private static readonly string[] Good = ["great", "lovely", "superb", "pleasant"];
    private static readonly string[] Bad = ["awful", "dreadful", "horrid", "dismal"];
    private static readonly string[] Things = ["film", "meal", "room", "song", "walk"];

    private static MuonTextClassificationTransformer _single = null!;
    private static MuonTextClassificationTransformer _pair = null!;

    [ClassInitialize]
    public static void Train(TestContext context)
    {
        _ = context;
        _single = Fit(second: null);
        _pair = Fit("Sentence2");
    }

    [ClassCleanup]
    public static void Free()
    {
        _single.Dispose();
        _pair.Dispose();
    }

    [TestMethod]
    public void TheWordThatDecidesHasTheGreatestWeightAndItsPlaceInTheText()
    {
        const string Text = "It was a superb meal, they said.";
        TextExplanation explanation = _single.Explain(Text);
        Assert.AreEqual("good", explanation.ClassName);
        TextSpanWeight strongest = explanation.Strongest(1).Single();
        Assert.AreEqual("superb", strongest.Text);
        Assert.IsGreaterThan(0, strongest.Weight);
        Assert.AreEqual("superb", Text.Substring(strongest.Start, strongest.Length));
        CollectionAssert.AreEqual(new[] { "It", "was", "a", "superb", "meal", ",", "they", "said", "." }, explanation.Words.Select(word => word.Text).ToArray());
    }

    [TestMethod]
    public void WhatSpeaksForOneClassSpeaksAgainstTheOther()
    {
        TextExplanation explanation = _single.Explain("It was a superb meal.", className: "bad");
        Assert.IsLessThan(0.5, explanation.Probability);
        Assert.IsLessThan(0, explanation.Strongest(1).Single().Weight);
    }

    [TestMethod]
    public void WordsOfASecondTextAreNamedAsSuch()
    {
        TextExplanation explanation = _pair.Explain("They said", "a dreadful walk");
        Assert.AreEqual("bad", explanation.ClassName);
        TextSpanWeight strongest = explanation.Strongest(1).Single();
        Assert.AreEqual(("dreadful", true, 2), (strongest.Text, strongest.IsSecond, strongest.Start));
    }

    [TestMethod]
    public void AnEmptyTextHasNoWords()
    {
        TextExplanation explanation = _single.Explain("");
        Assert.IsEmpty(explanation.Words);
        Assert.IsEmpty(explanation.Strongest(3));
    }

    [TestMethod]
    public void PairsAndSinglesAreNotMixedUp()
    {
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => _single.Explain("a", "b")).Message, "single texts");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => _pair.Explain("a")).Message, "column 'Sentence2'");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => _pair.PredictTop("a")).Message, "column 'Sentence2'");
    }

    [TestMethod]
    public void AnUnknownClassIsRefusedByName()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => _single.Explain("a superb meal", className: "middling"));
        StringAssert.Contains(error.Message, "'middling'");
        StringAssert.Contains(error.Message, "good");
    }

    [TestMethod]
    public void TheMostProbableClassesComeFirstAndSumToOne()
    {
        IReadOnlyList<ClassProbability> top = _single.PredictTop("a horrid room", count: 2);
        Assert.AreEqual("bad", top[0].ClassName);
        Assert.AreEqual(1f, top.Sum(item => item.Probability), 1e-5f);
    }

    private static MuonTextClassificationTransformer Fit(string? second)
    {
        MLContext context = new(seed: 1);
        Row[] rows = [.. from adjective in Good.Concat(Bad) from thing in Things select Make(adjective, thing)];
        IDataView data = context.Data.LoadFromEnumerable(rows);
        data = context.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
        return context.MulticlassClassification.Trainers.MuonTextClassification(new MuonTextClassificationTrainer.Options { Seed = 1, BatchSize = 8, Sentence2ColumnName = second }).Fit(data);

        Row Make(string adjective, string thing)
        {
            string label = Good.Contains(adjective) ? "good" : "bad";
            return second is null
                ? new Row { Sentence = $"It was a {adjective} {thing}.", Label = label }
                : new Row { Sentence = "They said", Sentence2 = $"a {adjective} {thing}", Label = label };
        }
    }

    private sealed class Row
    {
        public string Sentence { get; set; } = "";

        public string Sentence2 { get; set; } = "";

        public string Label { get; set; } = "";
    }
}
