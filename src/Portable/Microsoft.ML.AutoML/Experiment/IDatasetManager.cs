namespace Microsoft.ML.AutoML;

public interface IDatasetManager;

public interface ICrossValidateDatasetManager : IDatasetManager
{
    int Fold { get; set; }
    IDataView Dataset { get; set; }
    string SamplingKeyColumnName { get; set; }
}

public interface ITrainValidateDatasetManager : IDatasetManager
{
    IDataView LoadTrainDataset(MLContext context, TrialSettings settings);
    IDataView LoadValidateDataset(MLContext context, TrialSettings settings);
}

internal sealed class CrossValidateDatasetManager : ICrossValidateDatasetManager
{
    public int Fold { get; set; }
    public IDataView Dataset { get; set; }
    public string SamplingKeyColumnName { get; set; }
}

internal sealed class TrainValidateDatasetManager(IDataView train, IDataView validation) : ITrainValidateDatasetManager
{
    public IDataView LoadTrainDataset(MLContext context, TrialSettings settings) => train;
    public IDataView LoadValidateDataset(MLContext context, TrialSettings settings) => validation;
}
