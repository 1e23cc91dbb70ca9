using System.Globalization;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>Reads BERT's <c>vocab.txt</c>: a token a line, whose number, counted from 0, is its id.</summary>
internal static class WordPieceVocabulary
{
    private static readonly string[] Needed = [Padding, Unknown, Start, Separator, Mask];

    public const string Padding = "[PAD]";
    public const string Unknown = "[UNK]";
    public const string Start = "[CLS]";
    public const string Separator = "[SEP]";
    public const string Mask = "[MASK]";

    /// <param name="path">The file.</param>
    /// <param name="expectedEntries">How many entries the weights were trained for, if that is known: a file that was cut off has fewer.</param>
    /// <exception cref="InvalidDataException">The file is not such a vocabulary.</exception>
    public static string[] Read(string path, int? expectedEntries)
    {
        VocabularyFile file = VocabularyFile.Read(path);
        List<string> lines = file.Lines();
        Check(lines, file.Error);
        return expectedEntries is { } count && count != lines.Count
            ? throw file.Error(lines.Count, string.Create(CultureInfo.InvariantCulture, $"the file ends after {lines.Count} tokens, and {count} are expected; it is cut off, or of another model."))
            : [.. lines];
    }

    /// <summary>Throws what <paramref name="error"/> makes of the line and of what is wrong with it.</summary>
    public static void Check(IReadOnlyList<string> tokens, Func<int, string, Exception?, Exception> error)
    {
        Dictionary<string, int> seen = new(tokens.Count, StringComparer.Ordinal);
        for (int i = 0; i < tokens.Count; i++)
        {
            string token = tokens[i];
            if (token.Length == 0 || token.AsSpan().ContainsAny(" \t\r\n"))
            {
                throw error(i + 1, $"{VocabularyFile.Show(token)} is not a token; a BERT vocab.txt has one token a line, without spaces.", null);
            }

            if (!seen.TryAdd(token, i))
            {
                throw error(i + 1, string.Create(CultureInfo.InvariantCulture, $"the token {VocabularyFile.Show(token)} is in line {seen[token] + 1} already; the file is cut off or damaged."), null);
            }
        }

        if (Array.Find(Needed, t => !seen.ContainsKey(t)) is { } missing)
        {
            throw error(tokens.Count, $"the file ends without the token {missing}; a BERT vocab.txt has {string.Join(' ', Needed)}.", null);
        }
    }
}
