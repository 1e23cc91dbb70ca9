using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class MulticlassClassificationCatalog
{
    public MulticlassClassificationMetrics Evaluate(
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string predictedLabelColumnName = "PredictedLabel",
        int topKPredictionCount = 0)
    {
        Contracts.NotNull(data);
        CheckName(labelColumnName);
        CheckName(scoreColumnName);
        CheckName(predictedLabelColumnName);
        Contracts.CheckParam(topKPredictionCount >= 0, nameof(topKPredictionCount), "Must be non-negative");
        Environment.RegisterHosts(1);
        Environment.CheckAlive();
        return new MulticlassEvaluator(data.Schema, labelColumnName, scoreColumnName, predictedLabelColumnName, topKPredictionCount).Run(data);
    }

    public IReadOnlyList<CrossValidationResult<MulticlassClassificationMetrics>> CrossValidate(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = "Label",
        string samplingKeyColumnName = null,
        int? seed = null)
    {
        Contracts.NotNull(data);
        Contracts.NotNull(estimator);
        CheckName(labelColumnName);
        Contracts.CheckParam(numberOfFolds > 1, "numFolds", "Must be more than 1");
        var folds = new DataOperationsCatalog((LocalEnvironment)Environment).CrossValidationSplit(data, numberOfFolds, samplingKeyColumnName, seed);
        return
        [
            .. folds.Select((fold, i) =>
            {
                ITransformer model = estimator.Fit(fold.TrainSet);
                IDataView scored = model.Transform(fold.TestSet);
                return new CrossValidationResult<MulticlassClassificationMetrics>(model, Evaluate(scored, labelColumnName), scored, i);
            }),
        ];
    }

    private static void CheckName(string value, [CallerArgumentExpression(nameof(value))] string name = null) =>
        Contracts.CheckParam(!string.IsNullOrEmpty(value), name, $"{name} cannot be null or empty");
}
