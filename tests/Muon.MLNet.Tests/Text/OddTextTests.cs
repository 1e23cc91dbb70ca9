using Microsoft.ML;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Text;

/// <summary>Texts that no one would write, in training and in prediction: all of them have scores.</summary>
[TestClass]
public sealed class OddTextTests
{
    private readonly MLContext _context = new(seed: 1);

    private static readonly string?[] Odd =
    [
        null, "", " ", "\t\r\n\u00A0\u2028", "\0", "a\0b", "\uD800", "\uDC00\uD800 x", "\uFFFE\uFFFF", "\u0301", "\u200B\u200D\uFEFF", "😀👩\u200D👧", "שלום \u202Eabc\u202C", "[CLS] [PAD] <s> </s>",
        new string('x', 1 << 20), string.Concat(Enumerable.Repeat("word ", (1 << 20) / 5)), new string(' ', 1 << 16), new string('東', 1 << 16), new string('\uD800', 1 << 16),
    ];

    [TestMethod]
    [DataRow(TextArchitecture.NGram, null)]
    [DataRow(TextArchitecture.NGram, "Sentence2")]
    [DataRow(TextArchitecture.Encoder, null)]
    [DataRow(TextArchitecture.Encoder, "Sentence2")]
    [DataRow(TextArchitecture.Bert, null)]
    [DataRow(TextArchitecture.Bert, "Sentence2")]
    [DataRow(TextArchitecture.Custom, null)]
    public void OddTexts_AreTrainedOn_AndScored(TextArchitecture architecture, string? second)
    {
        using TinyBert bert = new();
        Sentence[] rows = [.. Odd.Select((text, i) => new Sentence { First = text, Second = Odd[^(1 + i)], Label = i % 2 == 0 ? "even" : "odd" })];
        IDataView data = Sentences.Keyed(_context, rows);
        void Change(MuonTextClassificationTrainer.Options options) => (options.MaxEpochs, options.MaxLength, options.Sentence2ColumnName) = (1, 32, second);

        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data, architecture is TextArchitecture.Bert ? bert.Options(Change) : Sentences.Options(architecture, Change));
        float[][] scores = Sentences.Scores(model, data);

        Assert.HasCount(Odd.Length, scores);
        Assert.IsTrue(Array.TrueForAll(scores, score => Math.Abs(score.Sum() - 1) < 1e-5 && Array.TrueForAll(score, float.IsFinite)));
        Assert.AreEqual(scores[0][0], scores[1][0], second is null ? 1e-6f : 1, "a missing text is an empty one");
    }

    [TestMethod]
    [DataRow(TextArchitecture.NGram)]
    [DataRow(TextArchitecture.Encoder)]
    [DataRow(TextArchitecture.Custom)]
    public void OnlyEmptyTexts_AreTrainedOn_AndAllScoresAreTheShareOfTheClasses(TextArchitecture architecture)
    {
        IDataView data = Sentences.Keyed(_context, Enumerable.Range(0, 24).Select(i => new Sentence { First = "", Label = i % 4 == 0 ? "rare" : "common" }));

        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data, Sentences.Options(architecture, options => options.MaxEpochs = 20));

        float[] scores = [.. Sentences.Scores(model, data).Select(score => score[1])];
        Assert.IsTrue(Array.TrueForAll(scores, score => Math.Abs(score - scores[0]) < 1e-6));
        Assert.IsGreaterThan(0.5f, scores[0], "most of the texts are common");
    }

    [TestMethod]
    public void BlankTexts_HaveNoFeatures()
    {
        IDataView data = Sentences.Keyed(_context, Enumerable.Range(0, 12).Select(i => new Sentence { First = new string(' ', i), Label = i % 3 == 0 ? "a" : "b" }));

        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data);

        float[] scores = [.. Sentences.Scores(model, data).Select(score => score[1])];
        Assert.IsTrue(Array.TrueForAll(scores, score => score == scores[0]));
    }

    [TestMethod]
    public void WhatLiesBehindTheLongestLength_HasNoSay()
    {
        string filler = string.Concat(Enumerable.Repeat(" filler", 20_000));
        List<Sentence> rows = Sentences.List(32), longer = [.. rows.Select(row => new Sentence { First = row.First + filler })];
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, Sentences.Keyed(_context, rows), Sentences.Options(change: options => options.MaxLength = 8));
        string eight = string.Join(' ', Enumerable.Repeat("weather", 8));

        Assert.AreEqual(model.PredictTop(eight, 1)[0], model.PredictTop(eight + filler, 1)[0]);
        Assert.AreNotEqual(model.PredictTop("play", 1)[0], model.PredictTop("play" + filler, 1)[0]);
        Assert.HasCount(32, Sentences.Scores(model, _context.Data.LoadFromEnumerable(longer)));
    }
}
