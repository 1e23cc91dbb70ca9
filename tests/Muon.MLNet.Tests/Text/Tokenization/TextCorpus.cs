using System.Text.Json;
using Muon.Testing;

namespace Muon.MLNet.Tests.Text.Tokenization;

/// <summary>The texts of the data folder, as they stand in its files: a line each, and each string of the JSON ones.</summary>
internal static class TextCorpus
{
    private static readonly string[] Folders = ["sms-spam", "sentiment-labelled-sentences", "language-detection", "corefx-issues", "wikipedia-detox-250"];

    public static IEnumerable<string> All() => Folders.SelectMany(Lines).Concat(Intents("train")).Concat(Intents("test")).Concat(Questions().Select(q => q.Original));

    /// <summary>CLINC150's sentences of a split.</summary>
    public static IEnumerable<string> Intents(string split)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestPaths.RequireData("clinc150"), "data_full.json")));
        return [.. document.RootElement.GetProperty(split).EnumerateArray().Select(pair => pair[0].GetString()!)];
    }

    /// <summary>Questions with the word pieces that BERT's own tokenizer made of them.</summary>
    public static IEnumerable<(string Original, string[] Pieces)> Questions()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestPaths.RequireData("tokenizer-bert"), "question_tokens.json")));
        return [.. document.RootElement.EnumerateArray().Select(question => (
            question.GetProperty("original").GetString()!,
            question.GetProperty("wordpiece").EnumerateArray().Select(piece => piece.GetString()!).ToArray()))];
    }

    /// <summary>The lines of a folder's tables.</summary>
    public static IEnumerable<string> Lines(string folder) => Directory.GetFiles(TestPaths.RequireData(folder))
        .Where(path => !path.EndsWith("LICENSE", StringComparison.Ordinal))
        .SelectMany(File.ReadLines);
}
