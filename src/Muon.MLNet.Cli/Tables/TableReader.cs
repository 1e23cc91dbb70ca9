using System.Text;

namespace Muon.MLNet.Cli.Tables;

/// <summary>Splits a table into records as ML.NET's text loader does: a field is quoted where it begins with a double quote, a doubled one stands for itself.</summary>
internal static class TableReader
{
    // Of one record. A quotation mark that belongs to a text would swallow the rest of the file otherwise.
    private const int MostLines = 500;

    /// <summary>Reads records; blank lines are left out.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="separator">What stands between fields.</param>
    /// <param name="allowQuoting">Whether fields may be quoted.</param>
    /// <returns>The line that each begins in, from 1, and its fields; of a quotation that does not end with its field, no fields.</returns>
    public static IEnumerable<(int Line, string[] Fields)> Read(TextReader reader, char separator, bool allowQuoting)
    {
        for (int line = 1; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            int first = line;
            string[]? fields = Split(text, separator, allowQuoting);
            while (fields is null && line - first < MostLines && reader.ReadLine() is { } next)
            {
                line++;
                text = $"{text}\n{next}";
                fields = Split(text, separator, allowQuoting);
            }

            yield return (first, fields ?? []);
        }
    }

    private static string[]? Split(string text, char separator, bool allowQuoting)
    {
        if (!allowQuoting || !text.Contains('"', StringComparison.Ordinal))
        {
            return text.Split(separator);
        }

        List<string> fields = [];
        StringBuilder field = new();
        int i = 0;
        while (true)
        {
            field.Clear();
            if (i < text.Length && text[i] == '"')
            {
                for (i++; ; i++)
                {
                    if (i >= text.Length)
                    {
                        return null;
                    }

                    bool isDoubled = text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"';
                    if (text[i] == '"' && !isDoubled)
                    {
                        i++;
                        break;
                    }

                    i += isDoubled ? 1 : 0;
                    field.Append(text[i]);
                }
            }

            if (field.Length > 0 && i < text.Length && text[i] != separator)
            {
                return []; // Text behind the quotation.
            }

            while (i < text.Length && text[i] != separator)
            {
                field.Append(text[i++]);
            }

            fields.Add(field.ToString());
            if (i++ >= text.Length)
            {
                return [.. fields];
            }
        }
    }
}
