using Muon.MLNet.Cli.Input;

namespace Muon.MLNet.Cli.Tables;

/// <summary>Finds how a table is written from its first records, in the way of ML.NET's AutoML.</summary>
internal static class TableInference
{
    private const int Sampled = 20_000;
    private const int LongestField = 1 << 20;

    // In this order; the first one that splits every record alike is taken.
    private static readonly char[] s_separators = ['\t', ',', ';', '|'];

    /// <summary>Finds separator, quoting, header, names and types.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hasHeader">Whether the first line is a header; null to find out.</param>
    /// <exception cref="ToolException">There is no such file, or no separator splits it into columns.</exception>
    public static TableFormat Infer(string path, bool? hasHeader)
    {
        (char Separator, bool Quoted, List<string[]> Records)? best = null;
        foreach (char separator in s_separators)
        {
            foreach (bool quoted in (ReadOnlySpan<bool>)[false, true])
            {
                List<string[]> records = [.. Open(path, reader => TableReader.Read(reader, separator, quoted).Take(Sampled).Select(record => record.Fields).ToList())];
                bool isBetter = Share(records) > (best is { } found ? Share(found.Records) : 0) + 1e-9;

                // Where both readings split all records, quotes are quotes if all of them end with their field and the line.
                bool isAsGood = quoted && best is { } plain && plain.Separator == separator && Share(records) >= Share(plain.Records) && records.Count == plain.Records.Count;
                if (isBetter || isAsGood)
                {
                    best = (separator, quoted, records);
                }
            }
        }

        if (best is not { } table)
        {
            bool isEmpty = Open(path, reader => string.IsNullOrWhiteSpace(reader.ReadToEnd()));
            throw new ToolException(ExitCodes.Data, isEmpty
                ? $"The table '{path}' is empty."
                : $"The table '{path}' has one column only: no tab, comma, semicolon or bar separates its fields. It needs a column of labels and one of texts.");
        }

        return Describe(table.Separator, table.Quoted, table.Records, hasHeader);
    }

    private static T Open<T>(string path, Func<TextReader, T> read) => TextFile.Read(path, "table", read);

    // The share of the records that have as many fields as most have; nothing for one column, or for quotations that do not end.
    private static double Share(List<string[]> records)
    {
        IGrouping<int, string[]>? usual = records.GroupBy(record => record.Length).OrderByDescending(group => group.Count()).FirstOrDefault();
        return usual is null || usual.Key < 2 || records.Any(record => record.Length == 0 || record.Any(field => field.Length > LongestField))
            ? 0
            : (double)usual.Count() / records.Count;
    }

    private static TableFormat Describe(char separator, bool quoted, List<string[]> records, bool? hasHeader)
    {
        int width = records.GroupBy(record => record.Length).MaxBy(group => group.Count())!.Key;
        string[] first = records[0];
        List<string[]> rest = [.. records.Skip(1).Where(record => record.Length == width)];
        string[] kinds = [.. Enumerable.Range(0, width).Select(i => Kind(rest.Count == 0 ? [first[i % first.Length]] : rest.Select(record => record[i])))];

        // A header: a column of numbers begins with a word, or all of the first line are distinct short words that never come again.
        bool isHeader = hasHeader ?? (first.Length == width && first.All(field => field.Trim().Length > 0 && Kind([field]) is "String")
            && (kinds.Any(kind => kind is not "String")
                || (first.Distinct(StringComparer.OrdinalIgnoreCase).Count() == width && Enumerable.Range(0, width).All(i => first[i].Length <= 32 && rest.All(record => !string.Equals(record[i], first[i], StringComparison.Ordinal))
                    && !first[i].TrimEnd().Contains(' ', StringComparison.Ordinal)))));
        return new TableFormat(separator, isHeader, quoted, [.. Enumerable.Range(0, width).Select(i =>
            new TableColumn(i, isHeader && i < first.Length && first[i].Trim().Length > 0 ? first[i].Trim() : Invariant($"col{i}"), kinds[i]))]);
    }

    private static string Kind(IEnumerable<string> values)
    {
        string[] present = [.. values.Select(value => value.Trim()).Where(value => value.Length > 0)];
        return present.Length == 0 ? "String"
            : present.All(value => value.ToUpperInvariant() is "TRUE" or "FALSE" or "YES" or "NO") ? "Boolean"
            : present.All(value => float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) ? "Single"
            : "String";
    }
}
