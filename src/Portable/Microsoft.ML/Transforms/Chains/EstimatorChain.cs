using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    public readonly IEstimator<TLastTransformer> LastEstimator;

    private readonly EstimatorStep[] _steps;

    public EstimatorChain() => _steps = [];

    internal EstimatorChain(EstimatorStep[] steps)
    {
        _steps = steps;
        LastEstimator = (IEstimator<TLastTransformer>)steps[^1].Estimator;
    }

    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        // Every step is checked before the first one is fitted.
        GetOutputSchema(SchemaShape.Create(Contracts.NotNull(input).Schema));
        var transformers = new ITransformer[_steps.Length];
        IDataView view = input;
        for (int i = 0; i < _steps.Length; i++)
        {
            transformers[i] = _steps[i].Estimator.Fit(view);
            if (i < _steps.Length - 1)
            {
                view = transformers[i].Transform(view);
                view = _steps[i].CacheAfter ? new CacheView(view, []) : view;
            }
        }

        return new(transformers, _steps.Select(s => s.Scope));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        _steps.Aggregate(Contracts.NotNull(inputSchema), (shape, s) => s.Estimator.GetOutputSchema(shape));

    public EstimatorChain<TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator, TransformerScope scope = TransformerScope.Everything)
        where TNewTrans : class, ITransformer => new([.. _steps, new EstimatorStep(Contracts.NotNull(estimator), scope, CacheAfter: false)]);

    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
    {
        Contracts.NotNull(env);
        Contracts.Check(_steps.Length > 0, "Current estimator chain has no estimator, can't append cache checkpoint.");
        env.RegisterHosts(1);
        return new([.. _steps[..^1], _steps[^1] with { CacheAfter = true }]);
    }
}

internal sealed record EstimatorStep(IEstimator<ITransformer> Estimator, TransformerScope Scope, bool CacheAfter);
