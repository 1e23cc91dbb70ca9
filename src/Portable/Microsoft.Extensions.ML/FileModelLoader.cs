using Microsoft.Extensions.Primitives;
using Microsoft.ML;

namespace Microsoft.Extensions.ML;

/// <summary>Loads a model from a file, and again when the file is written to.</summary>
internal sealed class FileModelLoader : ModelLoader
{
    private readonly MLContext _context;
    private readonly string _path;
    private readonly FileSystemWatcher _watcher;
    private volatile ITransformer _model;
    private volatile ModelReloadToken _token = new();

    public FileModelLoader(MLContext context, string path)
    {
        _context = context;
        _path = Path.GetFullPath(path);
        _model = Load();
        _watcher = new FileSystemWatcher(Path.GetDirectoryName(_path), Path.GetFileName(_path));
        _watcher.Changed += (_, _) => Reload();
        _watcher.EnableRaisingEvents = true;
    }

    public override ITransformer GetModel() => _model;

    public override IChangeToken GetReloadToken() => _token;

    private ITransformer Load()
    {
        using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return _context.Model.Load(file, out _);
    }

    private void Reload()
    {
        try
        {
            _model = Load();
        }
        catch (Exception error) when (error is IOException or InvalidDataException or FormatException or InvalidOperationException)
        {
            return; // Not yet whole; the next write tells again.
        }

        ModelReloadToken raised = _token;
        _token = new ModelReloadToken();
        raised.OnReload();
    }
}
