using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Cli.Tables;

namespace Muon.MLNet.Cli.Training;

/// <summary>From the text of a label to a key, the trainer, and back. All data has the same keys: the classes as they come in the training data.</summary>
internal sealed class ClassifierPipeline
{
    private const string LabelColumn = "Label";
    private const string PredictionColumn = "PredictedLabel";

    private readonly MLContext _context;
    private readonly IReadOnlyList<Example> _train;

    public ClassifierPipeline(MLContext context, IReadOnlyList<Example> train)
    {
        (_context, _train) = (context, train);
        Keys = context.Transforms.Conversion.MapValueToKey(
            LabelColumn, LabelColumn, keyData: context.Data.LoadFromEnumerable(train.Select(row => row.Label).Distinct(StringComparer.Ordinal).Select(name => new ClassName { Label = name }).ToArray()));
    }

    /// <summary>Gets the first step.</summary>
    public IEstimator<ITransformer> Keys { get; }

    /// <summary>Labelled examples with keys.</summary>
    public IDataView Keyed(IReadOnlyList<Example> rows)
    {
        IDataView view = _context.Data.LoadFromEnumerable(rows);
        return Keys.Fit(view).Transform(view);
    }

    /// <summary>Trains.</summary>
    public TrainedModel Fit(MuonTrainerOptions options)
    {
        IDataView rows = _context.Data.LoadFromEnumerable(_train);
        var trainers = _context.MulticlassClassification.Trainers;
        ITransformer keys = Keys.Fit(rows);
        IDataView keyed = keys.Transform(rows);
        ITransformer classifier = options switch
        {
            MuonTextClassificationTrainer.Options texts => trainers.MuonTextClassification(texts).Fit(keyed),
            MuonImageClassificationTrainer.Options pictures => trainers.MuonImageClassification(pictures).Fit(keyed),
            _ => throw new NotSupportedException($"There is no trainer for {options.GetType()}."),
        };
        return Named([keys, classifier]);
    }

    /// <summary>A model whose predictions are names.</summary>
    /// <param name="steps">From the examples to the key of the prediction.</param>
    public TrainedModel Named(IEnumerable<ITransformer> steps)
    {
        TransformerChain<ITransformer> known = new([.. steps]);
        IDataView predicted = known.Transform(_context.Data.LoadFromEnumerable(_train.Take(1)));
        return new TrainedModel(new TransformerChain<ITransformer>([.. known, _context.Transforms.Conversion.MapKeyToValue(PredictionColumn).Fit(predicted)]));
    }
}
