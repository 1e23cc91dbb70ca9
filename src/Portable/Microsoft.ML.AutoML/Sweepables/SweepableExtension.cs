namespace Microsoft.ML.AutoML;

public static class SweepableExtension
{
    private static SweepablePipeline Empty => new([], []);

    public static SweepablePipeline Append(this IEstimator<ITransformer> estimator, params SweepableEstimator[] estimators) =>
        Empty.Append(SweepableEstimator.Of(estimator)).Append(estimators);

    public static SweepablePipeline Append(this IEstimator<ITransformer> estimator, SweepablePipeline pipeline) =>
        Empty.Append(SweepableEstimator.Of(estimator)).Append(pipeline);

    public static SweepablePipeline Append(this IEstimator<ITransformer> estimator, SweepableEstimator estimator1) =>
        Empty.Append(SweepableEstimator.Of(estimator)).Append(estimator1);

    public static SweepablePipeline Append(this SweepablePipeline pipeline, IEstimator<ITransformer> estimator) =>
        pipeline.Append(SweepableEstimator.Of(estimator));

    public static SweepablePipeline Append(this SweepableEstimator estimator, params SweepableEstimator[] estimators) =>
        Empty.Append(estimator).Append(estimators);

    public static SweepablePipeline Append(this SweepableEstimator estimator, SweepablePipeline estimator1) =>
        Empty.Append(estimator).Append(estimator1);

    public static SweepablePipeline Append(this SweepableEstimator estimator, IEstimator<ITransformer> estimator1) =>
        Empty.Append(estimator).Append(SweepableEstimator.Of(estimator1));
}
