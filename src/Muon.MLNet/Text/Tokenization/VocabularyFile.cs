using System.Globalization;
using System.Text;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>The text of a vocabulary file, and errors that say where it is not what it should be.</summary>
internal sealed class VocabularyFile
{
    /// <summary>Longer files are not read; the largest known ones have a tenth of this.</summary>
    private const long MostBytes = 64 << 20;

    private const int ShownCharacters = 40;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;

    private VocabularyFile(string path, string text)
    {
        _path = path;
        Text = text;
    }

    public string Text { get; }

    /// <exception cref="InvalidDataException">The file is not UTF-8, or is larger than any vocabulary.</exception>
    public static VocabularyFile Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        if (stream.Length > MostBytes)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"'{path}' has {stream.Length} bytes; a vocabulary file has at most {MostBytes}."));
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        try
        {
            string text = Utf8.GetString(bytes);
            return new VocabularyFile(path, text.StartsWith('\uFEFF') ? text[1..] : text);
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidDataException($"'{path}' is not UTF-8 text; it is damaged or no vocabulary file.", error);
        }
    }

    /// <summary>The lines, as <see cref="TextReader.ReadLine"/> divides them.</summary>
    public List<string> Lines()
    {
        List<string> lines = [];
        using var reader = new StringReader(Text);
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>The error for a line, counted from 1.</summary>
    public InvalidDataException Error(int line, string problem, Exception? cause = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{_path}', line {line}: {problem}"), cause);

    /// <summary>A line as it is shown in a message.</summary>
    public static string Show(string line)
    {
        string shown = line.Length <= ShownCharacters ? line : string.Concat(line.AsSpan(0, ShownCharacters), "…");
        return $"'{shown.Replace("\0", "\\0", StringComparison.Ordinal)}'";
    }
}
