using Microsoft.ML;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Text.Explanation;

[TestClass]
public sealed class ExplainTests
{
    private readonly MLContext _context = new(seed: 1);

    [TestMethod]
    [DataRow(TextArchitecture.NGram)]
    [DataRow(TextArchitecture.Encoder)]
    public void TheWordThatTellsTheClass_IsTheStrongest_AtItsPlace(TextArchitecture architecture)
    {
        // The filler stands in texts of both classes; "sun" and "rain" in one each.
        Random random = new(1);
        string[] filler = ["the", "a", "old", "green", "house", "goes", "far"];
        Sentence[] rows = [.. Enumerable.Range(0, 120).Select(i =>
        {
            string[] words = [.. Enumerable.Range(0, 5).Select(_ => filler[random.Next(filler.Length)])];
            words[random.Next(5)] = i % 2 == 0 ? "sun" : "rain";
            return new Sentence { First = string.Join(' ', words), Label = i % 2 == 0 ? "dry" : "wet" };
        })];
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, Sentences.Keyed(_context, rows), Sentences.Options(architecture));
        const string Text = "the old RAIN, goes far";

        TextExplanation explanation = model.Explain(Text);
        TextExplanation against = model.Explain(Text, className: "dry");

        Assert.AreEqual("wet", explanation.ClassName);
        Assert.AreEqual(model.PredictTop(Text, 1)[0].Probability, explanation.Probability, 1e-6);
        CollectionAssert.AreEqual(new[] { "the", "old", "RAIN", ",", "goes", "far" }, explanation.Words.Select(word => word.Text).ToArray());
        Assert.IsTrue(explanation.Words.All(word => Text.Substring(word.Start, word.Length) == word.Text && !word.IsSecond));
        TextSpanWeight strongest = explanation.Strongest(1).Single();
        Assert.AreEqual("RAIN", strongest.Text);
        Assert.IsGreaterThan(0, strongest.Weight);
        Assert.AreEqual("dry", against.ClassName);
        Assert.AreEqual(-strongest.Weight, against.Words[2].Weight, 1e-3);
    }

    [TestMethod]
    public void OddTexts_AreExplained_AndUnknownClassesRefused()
    {
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, Sentences.Keyed(_context, 24), Sentences.Options(change: options => options.MaxEpochs = 1));

        Assert.IsEmpty(model.Explain("").Words);
        Assert.IsEmpty(model.Explain(" \0\u200B").Words);
        Assert.HasCount(2, model.Explain("\uD800 😀").Words);
        Assert.HasCount(300, model.Explain(string.Concat(Enumerable.Repeat("word ", 300))).Words);
        Assert.IsTrue(model.Explain("play music").Words.All(word => double.IsFinite(word.Weight)));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => model.Explain("x", className: "sport")).Message, "weather, music, alarm, travel");
        Assert.ThrowsExactly<ArgumentNullException>(() => model.Explain(null!));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Explain("x").Strongest(-1));
    }
}
