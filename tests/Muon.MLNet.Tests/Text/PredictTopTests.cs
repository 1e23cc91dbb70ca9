using Microsoft.ML;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Text;

/// <summary>Single texts, without a view: the most probable classes.</summary>
[TestClass]
public sealed class PredictTopTests
{
    private readonly MLContext _context = new(seed: 1);

    [TestMethod]
    public void PredictTop_IsTheHeadOfTheScores()
    {
        IDataView data = Sentences.Keyed(_context, 48);
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data);
        Sentence row = Sentences.List(48)[5];
        float[] scores = Sentences.Scores(model, _context.Data.LoadFromEnumerable([row]))[0];

        IReadOnlyList<ClassProbability> top = model.PredictTop(row.First!, 2);

        CollectionAssert.AreEqual(scores.OrderDescending().Take(2).ToArray(), top.Select(item => item.Probability).ToArray());
        Assert.AreEqual(model.ClassNames[Array.IndexOf(scores, scores.Max())], top[0].ClassName);
        Assert.HasCount(4, model.PredictTop(row.First!, 100));
        Assert.HasCount(3, model.PredictTop(row.First!));
    }

    [TestMethod]
    public void PredictTop_ReadsPairs_AndAsksForTheOtherText()
    {
        IDataView data = Sentences.Keyed(_context, Sentences.Pairs(240));
        using MuonTextClassificationTransformer pairs = Sentences.Fit(_context, data, Sentences.Options(change: options => options.Sentence2ColumnName = "Sentence2"));
        using MuonTextClassificationTransformer singles = Sentences.Fit(_context, data, Sentences.Options(change: options => options.MaxEpochs = 1));

        Assert.AreEqual("music", pairs.PredictTop("book a flight to Oslo", 1, "play a song from Lima")[0].ClassName);
        Assert.AreEqual("travel", pairs.PredictTop("play a song from Lima", 1, "book a flight to Oslo")[0].ClassName);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => pairs.PredictTop("one")).Message, "'Sentence2'");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => singles.PredictTop("one", 1, "two")).Message, "sentence2");
        Assert.ThrowsExactly<ArgumentNullException>(() => singles.PredictTop(null!));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => singles.PredictTop("one", 0));
    }

    [TestMethod]
    public void PredictTop_FromManyThreads_GivesWhatOneGives()
    {
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, Sentences.Keyed(_context, 48), Sentences.Options(TextArchitecture.Encoder, options => options.MaxEpochs = 2));
        string[] texts = [.. Sentences.List(64, seed: 3).Select(row => row.First!)];
        ClassProbability[] expected = [.. texts.Select(text => model.PredictTop(text, 1)[0])];

        ClassProbability[] actual = new ClassProbability[texts.Length];
        Parallel.For(0, texts.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => actual[i] = model.PredictTop(texts[i], 1)[0]);

        CollectionAssert.AreEqual(expected, actual);
    }
}
