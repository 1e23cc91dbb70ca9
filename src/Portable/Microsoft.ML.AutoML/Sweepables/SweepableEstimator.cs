using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>An estimator that is made anew from the parameter of each trial.</summary>
public class SweepableEstimator : ISweepable<IEstimator<ITransformer>>
{
    private readonly Func<MLContext, Parameter, IEstimator<ITransformer>> _factory;

    public SweepableEstimator(Func<MLContext, Parameter, IEstimator<ITransformer>> factory, SearchSpace.SearchSpace ss) =>
        (_factory, SearchSpace) = (factory, ss);

    public SearchSpace.SearchSpace SearchSpace { get; set; }

    public virtual IEstimator<ITransformer> BuildFromOption(MLContext context, Parameter param) => _factory(context, param);

    internal static SweepableEstimator Of(IEstimator<ITransformer> estimator) => new((_, _) => estimator, new SearchSpace.SearchSpace());
}
