using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Primitives;
using Microsoft.ML;

namespace Microsoft.Extensions.ML;

/// <summary>The engines of one model. After a reload new ones are made, and the old ones are dropped when they come back.</summary>
internal sealed class EnginePool<TData, TPrediction>
    where TData : class
    where TPrediction : class, new()
{
    private readonly MLContext _context;
    private readonly ModelLoader _loader;
    private volatile DefaultObjectPool<PredictionEngine<TData, TPrediction>> _engines;

    public EnginePool(MLContext context, ModelLoader loader)
    {
        _context = context;
        _loader = loader;
        Renew();
        ChangeToken.OnChange(loader.GetReloadToken, Renew);
    }

    public PredictionEngine<TData, TPrediction> Get() => _engines.Get();

    public void Return(PredictionEngine<TData, TPrediction> engine) => _engines.Return(engine);

    private void Renew() => _engines = new DefaultObjectPool<PredictionEngine<TData, TPrediction>>(new Policy(_context, _loader.GetModel()));

    private sealed class Policy(MLContext context, ITransformer model) : IPooledObjectPolicy<PredictionEngine<TData, TPrediction>>
    {
        private readonly System.Runtime.CompilerServices.ConditionalWeakTable<PredictionEngine<TData, TPrediction>, object> _own = [];

        public PredictionEngine<TData, TPrediction> Create()
        {
            var engine = context.Model.CreatePredictionEngine<TData, TPrediction>(model);
            _own.Add(engine, this);
            return engine;
        }

        public bool Return(PredictionEngine<TData, TPrediction> engine) => _own.TryGetValue(engine, out _);
    }
}
