using Microsoft.Extensions.ML;
using Microsoft.Extensions.Primitives;
using Microsoft.ML;
using Muon.MLNet.Extensions.Models;

namespace Muon.MLNet.Extensions;

/// <summary>
/// Gives a <see cref="PredictionEnginePool{TData, TPrediction}"/> its model from a file, and another one when the file has been replaced, by a
/// rename too. A bad file leaves the pool its model, and is reported; the next good one is loaded.
/// </summary>
/// <remarks>
/// A pool does not say when the engines of an old model are no longer used. So an old model is not disposed of, but freed by the garbage
/// collector with its last engine; <see cref="SwappableModel"/> frees it at once.
/// </remarks>
public sealed class MuonModelLoader : ModelLoader, IDisposable
{
    private readonly ModelFile _file;
    private volatile ITransformer? _model;
    private volatile ModelReloadToken _token = new();

    /// <summary>Loads a file, and watches it from then on.</summary>
    /// <param name="context">Loads the model.</param>
    /// <param name="filePath">The file.</param>
    /// <param name="options">How it is loaded, checked and watched. The default value is <see langword="null"/>: the defaults.</param>
    /// <exception cref="FormatException">The file is no model.</exception>
    /// <exception cref="InvalidDataException">A Muon model in the file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public MuonModelLoader(MLContext context, string filePath, ModelFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        _file = new ModelFile(context, filePath, options ?? new ModelFileOptions(), Swap);
    }

    /// <summary>Gets what was wrong with the file when it was last loaded; <see langword="null"/> where nothing was.</summary>
    public Exception? LastError => _file.LastError;

    /// <summary>Gets the model of the last good file.</summary>
    /// <returns>The model.</returns>
    public override ITransformer GetModel() => _model!;

    /// <summary>Gets the token that is raised when there is another model.</summary>
    /// <returns>The token, which is raised once.</returns>
    public override IChangeToken GetReloadToken() => _token;

    /// <summary>Loads the file now, whether or not it has changed.</summary>
    /// <exception cref="Exception">What is wrong with the file: the model before stays.</exception>
    public void Reload() => _file.Reload();

    /// <summary>Stops the watch. The model stays usable.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>The model first, then the token: whoever hears of a change finds the new model.</summary>
    private void Swap(ITransformer model)
    {
        _model = model;
        ModelReloadToken raised = _token;
        _token = new ModelReloadToken();
        raised.OnReload();
    }
}
