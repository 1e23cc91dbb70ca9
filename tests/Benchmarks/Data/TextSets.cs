using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Benchmarks.Data;

/// <summary>The labelled texts, as ML.NET's own loader reads them.</summary>
internal static class TextSets
{
    private const double TestShare = 0.2;
    private const int SplitSeed = 1;

    /// <summary>CLINC150: 15,000, 3,000 and 4,500 sentences of 150 intents, without those that are out of scope.</summary>
    public static (LabelledText[] Train, LabelledText[] Validation, LabelledText[] Test) Clinc()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(DataSets.Folder("clinc150"), "data_full.json")));
        LabelledText[] Part(string name) =>
            [.. document.RootElement.GetProperty(name).EnumerateArray().Select(row => new LabelledText { Sentence = row[0].GetString()!, Label = row[1].GetString()! })];
        return (Part("train"), Part("val"), Part("test"));
    }

    /// <summary>SMS messages, spam or not; tabs, quotes mean nothing.</summary>
    public static (LabelledText[] Train, LabelledText[] Test) Spam(MLContext context) =>
        Split(Load(context, Path.Combine(DataSets.Folder("sms-spam"), "SMSSpamCollection"), '\t', label: 0, text: 1));

    /// <summary>Sentences in 17 languages; quoted fields with line breaks in them.</summary>
    public static (LabelledText[] Train, LabelledText[] Test) Languages(MLContext context) =>
        Split(Load(context, Path.Combine(DataSets.Folder("language-detection"), "language-detection.csv"), ',', label: 1, text: 0, hasHeader: true, isQuoted: true));

    /// <summary>Sentences of three sites, positive or negative.</summary>
    public static (LabelledText[] Train, LabelledText[] Test) Sentiment(MLContext context) =>
        Split([.. new[] { "amazon_cells", "imdb", "yelp" }.SelectMany(site =>
            Load(context, Path.Combine(DataSets.Folder("sentiment-labelled-sentences"), site + "_labelled.txt"), '\t', label: 1, text: 0))]);

    /// <summary>Titles and descriptions of issues, and the area that they belong to.</summary>
    public static (LabelledText[] Train, LabelledText[] Test) Issues(MLContext context) =>
        Split(Load(context, Path.Combine(DataSets.Folder("corefx-issues"), "corefx-issues-train.tsv"), '\t', label: 1, text: 2, second: 3, hasHeader: true));

    private static (LabelledText[] Train, LabelledText[] Test) Split(LabelledText[] rows) => StratifiedSplit.Run(rows, TestShare, SplitSeed);

    private static LabelledText[] Load(MLContext context, string path, char separator, int label, int text, int? second = null, bool hasHeader = false, bool isQuoted = false)
    {
        List<TextLoader.Column> columns = [new("Sentence", DataKind.String, text), new("Label", DataKind.String, label)];
        if (second is { } index)
        {
            columns.Add(new TextLoader.Column("Sentence2", DataKind.String, index));
        }

        TextLoader.Options options = new()
        {
            Columns = [.. columns],
            Separators = [separator],
            HasHeader = hasHeader,
            AllowQuoting = isQuoted,
            ReadMultilines = isQuoted,
        };
        IDataView view = context.Data.CreateTextLoader(options).Load(path);
        string[] sentences = [.. view.GetColumn<string>("Sentence")];
        string[] labels = [.. view.GetColumn<string>("Label")];
        string[]? seconds = second is null ? null : [.. view.GetColumn<string>("Sentence2")];
        return [.. sentences.Select((sentence, i) => new LabelledText { Sentence = sentence, Sentence2 = seconds?[i] ?? "", Label = labels[i].Trim() })];
    }
}
