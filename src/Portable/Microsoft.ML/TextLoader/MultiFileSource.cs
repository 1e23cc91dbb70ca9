namespace Microsoft.ML.Data;

/// <summary>Files in the order given; a path may hold wildcards or join several paths by '+'.</summary>
public sealed class MultiFileSource : IMultiStreamSource
{
    private const int BufferSize = 1 << 16;
    private readonly string[] _paths;

    public MultiFileSource(params string[] paths)
    {
        _paths = [.. (paths ?? []).Where(p => !string.IsNullOrEmpty(p)).SelectMany(Expand)];

        // One path is kept as it is, so that reading names it; of several the missing ones are passed over.
        if (paths is { Length: > 1 })
        {
            _paths = Array.FindAll(_paths, File.Exists);
        }
    }

    public int Count => _paths.Length;

    public string GetPathOrNull(int index)
    {
        Contracts.CheckParam(0 <= index && index < Count, nameof(index));
        return _paths[index];
    }

    public Stream Open(int index) =>
        new FileStream(GetPathOrNull(index), FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);

    public TextReader OpenTextReader(int index) => new StreamReader(Open(index), bufferSize: BufferSize);

    private static string[] Expand(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        string[] found = [.. path.Split('+').SelectMany(Matches)];
        return found.Length > 0 ? found : [path];
    }

    private static IEnumerable<string> Matches(string path)
    {
        if (path.AsSpan().IndexOfAny('*', '?') < 0)
        {
            return File.Exists(path) ? [path] : [];
        }

        string folder = Path.GetDirectoryName(path);
        return !Directory.Exists(folder is "" ? "." : folder)
            ? []
            : Directory.GetFiles(folder is "" ? "." : folder, Path.GetFileName(path)).Order(StringComparer.Ordinal);
    }
}
