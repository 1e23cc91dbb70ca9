using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.ML.AutoML;

public static class AutoMLExperimentExtension
{
    public static AutoMLExperiment SetPipeline(this AutoMLExperiment experiment, SweepablePipeline pipeline)
    {
        experiment.Services.AddSingleton(pipeline);
        return experiment
            .AddSearchSpace(AutoMLExperiment.PipelineKey, pipeline.SearchSpace)
            .SetTrialRunner<SweepablePipelineRunner>()
            .SetEciCostFrugalTuner();
    }

    public static AutoMLExperiment SetDataset(this AutoMLExperiment experiment, IDataView train, IDataView validation, bool subSamplingTrainDataset = false) =>
        subSamplingTrainDataset
            ? throw new NotSupportedException("The portable provider does not sample the training data; leave subSamplingTrainDataset false.")
            : experiment.SetDataset(new TrainValidateDatasetManager(train, validation));

    public static AutoMLExperiment SetDataset(this AutoMLExperiment experiment, DataOperationsCatalog.TrainTestData trainValidationSplit) =>
        experiment.SetDataset(trainValidationSplit.TrainSet, trainValidationSplit.TestSet);

    public static AutoMLExperiment SetDataset(this AutoMLExperiment experiment, IDataView dataset, int fold = 10, string samplingKeyColumnName = null) =>
        experiment.SetDataset(new CrossValidateDatasetManager { Dataset = dataset, Fold = fold, SamplingKeyColumnName = samplingKeyColumnName });

    public static AutoMLExperiment SetMulticlassClassificationMetric(
        this AutoMLExperiment experiment,
        MulticlassClassificationMetric metric,
        string labelColumn = "label",
        string predictedColumn = "PredictedLabel")
    {
        var manager = new MulticlassMetricManager(metric, labelColumn, predictedColumn);
        experiment.Services.AddSingleton<IMetricManager>(manager);
        experiment.Services.AddSingleton<IEvaluateMetricManager>(manager);
        return experiment;
    }

    public static AutoMLExperiment SetGridSearchTuner(this AutoMLExperiment experiment, int step = 10) =>
        experiment.SetTuner(s => new GridSearchTuner(Settings(s).SearchSpace, step));

    public static AutoMLExperiment SetRandomSearchTuner(this AutoMLExperiment experiment, int? seed = null) =>
        experiment.SetTuner(s => new RandomSearchTuner(Settings(s).SearchSpace, seed ?? Settings(s).Seed));

    public static AutoMLExperiment SetCostFrugalTuner(this AutoMLExperiment experiment) =>
        experiment.SetTuner(s => new CostFrugalTuner(Settings(s).SearchSpace, Settings(s).Seed));

    public static AutoMLExperiment SetEciCostFrugalTuner(this AutoMLExperiment experiment) =>
        experiment.SetTuner(s => new EciCostFrugalTuner(s.GetRequiredService<SweepablePipeline>(), Settings(s)));

    public static AutoMLExperiment SetSmacTuner(
        this AutoMLExperiment experiment,
        int numberInitialPopulation = 20,
        int fitModelEveryNTrials = 10,
        int numberOfTrees = 10,
        int nMinForSpit = 2,
        float splitRatio = 0.8f,
        int localSearchParentCount = 5,
        int numRandomEISearchConfigurations = 5000,
        double epsilon = 1e-5,
        int numNeighboursForNumericalParams = 4) =>
        experiment.SetTuner(s => new SmacTuner(Settings(s).SearchSpace, Settings(s).Seed)
        {
            InitialPopulation = numberInitialPopulation,
            ProposalsPerModel = fitModelEveryNTrials,
            Trees = numberOfTrees,
            LeafSize = nMinForSpit,
            SplitRatio = splitRatio,
            Parents = localSearchParentCount,
            RandomPoints = numRandomEISearchConfigurations,
            Epsilon = epsilon,
            Neighbours = numNeighboursForNumericalParams,
        });

    private static AutoMLExperiment SetDataset(this AutoMLExperiment experiment, IDatasetManager manager)
    {
        experiment.Services.AddSingleton(manager);
        return experiment;
    }

    private static AutoMLExperiment.AutoMLExperimentSettings Settings(IServiceProvider services) =>
        services.GetRequiredService<AutoMLExperiment.AutoMLExperimentSettings>();
}
