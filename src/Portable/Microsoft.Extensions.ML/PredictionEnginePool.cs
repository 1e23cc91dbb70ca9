using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.ML;

namespace Microsoft.Extensions.ML;

/// <summary>Lends engines, which one thread at a time may use, to many.</summary>
public class PredictionEnginePool<TData, TPrediction>
    where TData : class
    where TPrediction : class, new()
{
    private readonly MLContext _context;
    private readonly IOptionsFactory<PredictionEnginePoolOptions<TData, TPrediction>> _options;
    private readonly EnginePool<TData, TPrediction> _default;
    private readonly ConcurrentDictionary<string, EnginePool<TData, TPrediction>> _named = new();

    internal PredictionEnginePool(MLContext context, IOptionsFactory<PredictionEnginePoolOptions<TData, TPrediction>> options)
    {
        _context = context;
        _options = options;
        ModelLoader loader = _options.Create("").ModelLoader;
        _default = loader is null ? null : new EnginePool<TData, TPrediction>(_context, loader);
    }

    public PredictionEngine<TData, TPrediction> GetPredictionEngine() => Default().Get();

    internal PredictionEngine<TData, TPrediction> GetPredictionEngine(string modelName) => Named(modelName).Get();

    public void ReturnPredictionEngine(PredictionEngine<TData, TPrediction> engine) => Default().Return(engine);

    internal void ReturnPredictionEngine(string modelName, PredictionEngine<TData, TPrediction> engine) => Named(modelName).Return(engine);

    private EnginePool<TData, TPrediction> Default() =>
        _default ?? throw new ArgumentException("You need to configure a default, not named, model before you use this method.");

    private EnginePool<TData, TPrediction> Named(string modelName) =>
        _named.GetOrAdd(modelName, name => new EnginePool<TData, TPrediction>(_context, _options.Create(name).ModelLoader ?? throw new ArgumentNullException("poolOptions")));
}
