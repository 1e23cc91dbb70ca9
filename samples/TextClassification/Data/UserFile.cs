using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Samples;

namespace TextClassification.Data;

/// <summary>A file of the user's: a header, a row per sentence, fields in quotes where commas or line breaks are in them.</summary>
internal static class UserFile
{
    private const double TestShare = 0.2;

    /// <summary>Reads two columns by name and holds a fifth of each class back. Rows without a label are left out.</summary>
    /// <param name="context">Reads the file.</param>
    /// <param name="path">The file; tabs separate where its name ends in .tsv, else commas.</param>
    /// <param name="text">The name of the column of sentences.</param>
    /// <param name="label">The name of the column of classes.</param>
    /// <param name="seed">Decides which rows are held back.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It has no such column.</exception>
    public static TextSet Load(MLContext context, string path, string text, string label, int seed)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"The file '{path}' does not exist.");
        }

        char separator = path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';
        string[] header = [.. Header(File.ReadLines(path).FirstOrDefault() ?? "", separator)];
        TextLoader.Options options = new()
        {
            Columns = [new("Sentence", DataKind.String, Find(header, text, path)), new("Label", DataKind.String, Find(header, label, path))],
            Separators = [separator],
            HasHeader = true,
            AllowQuoting = true,
            ReadMultilines = true,
        };
        IDataView rows = context.Data.LoadFromTextFile(path, options);
        Utterance[] sentences = [.. context.Data.CreateEnumerable<Utterance>(rows, reuseRowObject: false).Where(row => row.Label.Length > 0)];
        (IReadOnlyList<Utterance> train, IReadOnlyList<Utterance> test) = StratifiedSplit.Of(sentences, row => row.Label, TestShare, seed);
        return test.Count > 0 ? new TextSet(path, train, test)
            : throw new InvalidDataException($"'{path}' has no class with two rows and more; none is left to test with.");
    }

    /// <summary>The names of the columns; those in quotes may hold separators, and a doubled quote is one.</summary>
    internal static IEnumerable<string> Header(string line, char separator)
    {
        bool isQuoted = false;
        int start = 0;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == separator && !isQuoted))
            {
                string name = line[start..i].Trim();
                yield return name is ['"', .., '"'] ? name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : name;
                start = i + 1;
            }
            else if (line[i] == '"')
            {
                isQuoted = !isQuoted;
            }
        }
    }

    private static int Find(string[] header, string name, string path)
    {
        int index = Array.IndexOf(header, name);
        return index >= 0 ? index : throw new InvalidDataException($"'{path}' has no column '{name}'; it has {string.Join(", ", header.Select(h => $"'{h}'"))}.");
    }
}
