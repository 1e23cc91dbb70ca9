using Microsoft.ML;
using Muon.Samples;

namespace TextClassification.Data;

/// <summary>What customers of a bookshop want, in sentences that were written for this sample: 13 intents of 50 sentences.</summary>
internal static class IntentFile
{
    private const double TestShare = 0.2;

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "intents.tsv");

    public static TextSet Load(MLContext context, int seed)
    {
        IDataView rows = context.Data.LoadFromTextFile<Utterance>(Path, separatorChar: '\t', hasHeader: true);
        Utterance[] sentences = [.. context.Data.CreateEnumerable<Utterance>(rows, reuseRowObject: false)];
        (IReadOnlyList<Utterance> train, IReadOnlyList<Utterance> test) = StratifiedSplit.Of(sentences, row => row.Label, TestShare, seed);
        return new TextSet(Path, train, test);
    }
}
