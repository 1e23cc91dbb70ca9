using Microsoft.ML;
using TextClassification.Data;

namespace TextClassification.Tests;

[TestClass]
public sealed class IntentFileTests
{
    private const int Intents = 13;

    [TestMethod]
    public void TheSplitHoldsTenOfTheFiftySentencesOfEachIntentBack()
    {
        TextSet data = IntentFile.Load(new MLContext(), seed: 1);

        Assert.IsTrue(data.Train.CountBy(row => row.Label, StringComparer.Ordinal).All(label => label.Value == 40));
        Assert.IsTrue(data.Test.CountBy(row => row.Label, StringComparer.Ordinal).All(label => label.Value == 10));
        Assert.HasCount(40 * Intents, data.Train);
        Assert.HasCount(10 * Intents, data.Test);
    }

    [TestMethod]
    public void NoSentenceIsThereTwice_NotEvenWithOtherCapitalsOrEnds()
    {
        TextSet data = IntentFile.Load(new MLContext(), seed: 1);
        string[] repeated = [.. data.Train.Concat(data.Test)
            .CountBy(row => row.Sentence.ToLowerInvariant().TrimEnd('.', '?', '!'), StringComparer.Ordinal)
            .Where(sentence => sentence.Value > 1).Select(sentence => sentence.Key)];

        Assert.IsEmpty(repeated);
    }
}
