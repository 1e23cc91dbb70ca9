using System.Text;

namespace Muon.MLNet.Cli.Input;

/// <summary>Text files that the user names: UTF-8, or what their mark says.</summary>
internal static class TextFile
{
    /// <exception cref="ToolException">It is missing, a folder, or cannot be read.</exception>
    public static T Read<T>(string path, string kind, Func<TextReader, T> read) => InputFile.Read(path, kind, stream =>
    {
        using StreamReader reader = new(stream, Encoding.UTF8);
        return read(reader);
    });
}
