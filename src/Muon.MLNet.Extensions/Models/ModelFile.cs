using Microsoft.ML;

namespace Muon.MLNet.Extensions.Models;

/// <summary>A model file that is loaded, checked, and loaded again whenever it has changed.</summary>
internal sealed class ModelFile : IDisposable
{
    private readonly Lock _loading = new();
    private readonly MLContext _context;
    private readonly ModelFileOptions _options;
    private readonly Action<ITransformer> _accept;
    private readonly ITimer? _watch;
    private FileStamp _stamp;
    private bool _disposed;

    /// <summary>Loads the file, and watches it from then on.</summary>
    /// <param name="context">Loads the model.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How.</param>
    /// <param name="accept">Takes each good model, the first one too.</param>
    public ModelFile(MLContext context, string path, ModelFileOptions options, Action<ITransformer> accept)
    {
        options.Validate();
        _context = context;
        _options = options;
        _accept = accept;
        Path = System.IO.Path.GetFullPath(path);
        accept(Load());
        if (options.WatchInterval > TimeSpan.Zero)
        {
            _watch = options.TimeProvider.CreateTimer(static file => ((ModelFile)file!).Look(), this, options.WatchInterval, Timeout.InfiniteTimeSpan);
        }
    }

    public string Path { get; }

    /// <summary>What was wrong with the file when it was last loaded; null where nothing was.</summary>
    public Exception? LastError { get; private set; }

    /// <summary>Loads the file now.</summary>
    /// <exception cref="Exception">What is wrong with it; nothing has changed then.</exception>
    public void Reload()
    {
        lock (_loading)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SwappableModel));
            ITransformer model;
            try
            {
                model = Load();
            }
            catch (Exception error)
            {
                LastError = error;
                _options.OnReload?.Invoke(new ModelReloadArguments(Path, Model: null, error));
                throw;
            }

            _accept(model);
            LastError = null;
            _options.OnReload?.Invoke(new ModelReloadArguments(Path, model, Error: null));
        }
    }

    public void Dispose()
    {
        lock (_loading)
        {
            _disposed = true;
        }

        _watch?.Dispose();
    }

    private ITransformer Load()
    {
        // Taken before the file is read: if it changes meanwhile, the next look sees that.
        _stamp = FileStamp.Of(Path);
        ITransformer model = _options.Load(_context, Path);
        try
        {
            _options.Probe?.Invoke(model);
            return model;
        }
        catch
        {
            (model as IDisposable)?.Dispose();
            throw;
        }
    }

    private void Look()
    {
        lock (_loading)
        {
            if (_disposed)
            {
                return;
            }

            if (FileStamp.Of(Path) != _stamp)
            {
                try
                {
                    Reload();
                }
                catch (Exception error) when (ReferenceEquals(error, LastError))
                {
                    // It has been reported, and the model before goes on serving.
                }
            }
        }

        // Disposed meanwhile or not: a timer that is disposed of cannot be changed, and says so by false.
        _watch?.Change(_options.WatchInterval, Timeout.InfiniteTimeSpan);
    }
}
