using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Testing;

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>Temporary files, and options from the way the recorded cases write them.</summary>
internal sealed partial class TextFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("muon-text-");
    private int _count;

    public MLContext Context { get; } = new(1);

    public string Folder => _folder.FullName;

    public string Write(string text, string name = null)
    {
        string path = Path.Combine(Folder, name ?? $"{_count++}.txt");
        File.WriteAllText(path, text);
        return path;
    }

    public IDataView Load(string text, string columns, string variant = "separator ,") =>
        Context.Data.LoadFromTextFile(Write(text), Options(columns, variant));

    /// <summary>The rows as one string per row, fields divided by '|', items of a vector by blanks.</summary>
    public string[] Read(string text, string columns, string variant = "separator ,") => [.. ViewText.Rows(Load(text, columns, variant)).Select(Line)];

    public static string Line(object[] row) => string.Join('|', row.Select(v => v is Array a ? string.Join(' ', a.Cast<object>().Select(One)) : One(v)));

    /// <summary>"A: String 0, V: Single 2-4, K: UInt32 8 with KeyCount(5), R: Single ranges [1],[3-4], E: Single 1-*".</summary>
    public static TextLoader.Column[] Columns(string text)
    {
        MatchCollection matches = ColumnForm().Matches(text);
        return text.Length == matches.Sum(m => m.Length) ? [.. matches.Select(ColumnOf)] : throw GoldenCases.Unknown($"columns of the form '{text}'");
    }

    /// <summary>"separator , AllowQuoting MaxRows 1": flags of <see cref="TextLoader.Options"/> and options with a value.</summary>
    public static TextLoader.Options Options(string columns, string variant)
    {
        var options = new TextLoader.Options { Columns = Columns(columns) };
        var words = new Queue<string>(variant.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        bool Flag() => !words.TryPeek(out string next) || !bool.TryParse(next, out bool value) || (words.Dequeue() is not null && value);
        char Character() => words.Dequeue() is { Length: 1 } one ? one[0] : ' ';
        long Number() => long.Parse(words.Dequeue(), CultureInfo.InvariantCulture);
        while (words.TryDequeue(out string word))
        {
            Action set = word switch
            {
                "tab" => () => options.Separators = ['\t'],
                "separator" => () => options.Separators = [Character()],
                nameof(options.AllowQuoting) => () => options.AllowQuoting = Flag(),
                nameof(options.AllowSparse) => () => options.AllowSparse = Flag(),
                nameof(options.HasHeader) => () => options.HasHeader = Flag(),
                nameof(options.MissingRealsAsNaNs) => () => options.MissingRealsAsNaNs = Flag(),
                nameof(options.ReadMultilines) => () => options.ReadMultilines = Flag(),
                nameof(options.TrimWhitespace) => () => options.TrimWhitespace = Flag(),
                nameof(options.UseThreads) => () => options.UseThreads = Flag(),
                nameof(options.DecimalMarker) => () => options.DecimalMarker = Character(),
                nameof(options.EscapeChar) => () => options.EscapeChar = Character(),
                nameof(options.InputSize) => () => options.InputSize = (int)Number(),
                nameof(options.MaxRows) => () => options.MaxRows = Number(),
                _ => throw GoldenCases.Unknown($"option '{word}' of the variant '{variant}'"),
            };
            set();
        }

        return options;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static TextLoader.Column ColumnOf(Match match)
    {
        string name = match.Groups["name"].Value;
        var kind = Enum.Parse<DataKind>(match.Groups["kind"].Value);
        TextLoader.Range[] ranges = [.. match.Groups["range"].Captures.Select(c => RangeOf(c.Value))];
        KeyCount keys = match.Groups["keys"] is { Success: true } k ? new KeyCount(ulong.Parse(k.Value, CultureInfo.InvariantCulture)) : null;
        return ranges is [{ Max: { } max } only] && keys is null
            ? match.Groups["range"].Value.Contains('-', StringComparison.Ordinal) ? new(name, kind, only.Min, max) : new(name, kind, only.Min)
            : new(name, kind, ranges, keys);
    }

    private static TextLoader.Range RangeOf(string text)
    {
        string[] ends = text.Split('-');
        int min = int.Parse(ends[0], CultureInfo.InvariantCulture);
        return ends.Length == 1 ? new(min) : new(min, int.TryParse(ends[1], out int max) ? max : null);
    }

    private static string One(object value) => value is IFormattable f ? f.ToString(null, CultureInfo.InvariantCulture) : $"{value}";

    [GeneratedRegex(@"(?:^|, )(?<name>\w+): (?<kind>\w+) (?:ranges (?:,?\[(?<range>[^\]]+)\])+|(?<range>\d+(?:-(?:\d+|\*))?))(?: with KeyCount\((?<keys>\d+)\))?")]
    private static partial Regex ColumnForm();
}
