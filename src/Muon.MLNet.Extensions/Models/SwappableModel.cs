using Microsoft.ML;
using Muon.MLNet.Extensions.Models;

namespace Muon.MLNet.Extensions;

/// <summary>
/// A model file that can be replaced while it is served. A new file is loaded and checked beside the model that serves; then the two
/// are swapped at once: requests that have begun end on the old model, later ones get the new one, and the old one's memory is freed after
/// its last request. A bad file changes nothing and is reported.
/// </summary>
/// <remarks>For the time of a swap both models are in memory.</remarks>
public sealed class SwappableModel : IDisposable
{
    private readonly Lock _swap = new();
    private readonly TimeProvider _clock;
    private readonly ModelFile? _file;
    private ServedModel? _current;
    private int _version;
    private bool _disposed;

    /// <summary>Loads a file, and watches it from then on.</summary>
    /// <param name="context">Loads the model.</param>
    /// <param name="filePath">The file.</param>
    /// <param name="options">How it is loaded, checked and watched. The default value is <see langword="null"/>: the defaults.</param>
    /// <exception cref="FormatException">The file is no model.</exception>
    /// <exception cref="InvalidDataException">A Muon model in the file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public SwappableModel(MLContext context, string filePath, ModelFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        options ??= new ModelFileOptions();
        _clock = options.TimeProvider;
        string path = Path.GetFullPath(filePath);
        _file = new ModelFile(context, path, options, model => Swap(model, path, owned: true));
    }

    /// <summary>Serves a model that is in memory, and stays the caller's to dispose of.</summary>
    /// <param name="model">The model.</param>
    public SwappableModel(ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _clock = TimeProvider.System;
        Swap(model, path: null, owned: false);
    }

    /// <summary>Gets the model that serves now.</summary>
    /// <exception cref="ObjectDisposedException">Nothing is served any more.</exception>
    public ServedModel Current
    {
        get
        {
            lock (_swap)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                return _current!;
            }
        }
    }

    /// <summary>Gets what was wrong with the file when it was last loaded; <see langword="null"/> where nothing was.</summary>
    public Exception? LastError => _file?.LastError;

    /// <summary>Borrows the model that serves now.</summary>
    /// <returns>The model; to be disposed of when it is no longer used.</returns>
    /// <exception cref="ObjectDisposedException">Nothing is served any more.</exception>
    public ModelLease Lease()
    {
        lock (_swap)
        {
            ObjectDisposedException.ThrowIf(_disposed || !_current!.TryAcquire(), this);
            return new ModelLease(_current);
        }
    }

    /// <summary>Loads the file now, whether or not it has changed.</summary>
    /// <exception cref="InvalidOperationException">The model did not come from a file.</exception>
    /// <exception cref="Exception">What is wrong with the file: the model before goes on serving.</exception>
    public void Reload() =>
        (_file ?? throw new InvalidOperationException("This model was given as an object; there is no file to load it from. Use the constructor that takes a path.")).Reload();

    /// <summary>Stops the watch. Requests that have begun end on their model, whose memory is freed then.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        lock (_swap)
        {
            if (!_disposed)
            {
                _disposed = true;
                _current?.Release();
            }
        }
    }

    private void Swap(ITransformer model, string? path, bool owned)
    {
        ServedModel? old;
        lock (_swap)
        {
            old = _current;
            _current = new ServedModel(model, ++_version, path, _clock.GetUtcNow(), owned);
        }

        old?.Release();
    }
}
