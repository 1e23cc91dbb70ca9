using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Muon.MLNet.Catalog;
using Muon.MLNet.Prediction;
using Muon.MLNet.Text;
using Muon.MLNet.Training;

namespace Muon.MLNet;

/// <summary>
/// Trains a neural network on texts, or pairs of texts, in any language with the Muon optimizer, from scratch or from weights in a file.
/// Matrices of hidden layers are trained by Muon, embeddings and the head by AdamW.
/// </summary>
/// <remarks>
/// <para>To create this trainer, use
/// <see cref="MuonTrainersCatalog.MuonTextClassification(MulticlassClassificationCatalog.MulticlassClassificationTrainers, Options)"/>
/// on <c>mlContext.MulticlassClassification.Trainers</c>.</para>
/// <list type="table">
/// <listheader><term>Column</term><description>Type</description></listheader>
/// <item><term>Label (input)</term><description>Key. Rows whose label is missing are left out of training.</description></item>
/// <item><term>Sentence (input)</term><description>Text, as it is: no featurization in front is needed. A missing one is empty.</description></item>
/// <item><term>Score (output)</term><description>Vector of <see cref="float"/>: the probability of each class.</description></item>
/// <item><term>PredictedLabel (output)</term><description>Key of the most probable class, with the label's values.</description></item>
/// </list>
/// <para>Training reads the data twice: the labels, then the texts. Vocabularies are learned on the training texts alone and travel in the model.
/// The optimizer is described in K. Jordan et al., "Muon: An optimizer for hidden layers in neural networks" (2024), and J. Liu et al.,
/// "Muon is scalable for LLM training" (arXiv:2502.16982).</para>
/// </remarks>
public sealed partial class MuonTextClassificationTrainer : IEstimator<MuonTextClassificationTransformer>
{
    private readonly EnvironmentAccess _environment;
    private readonly Options _options;
    private readonly int _seed;

    internal MuonTextClassificationTrainer(EnvironmentAccess environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _environment = environment;
        _options = options;

        // Drawn once, so that fitting the same trainer twice gives the same model.
        _seed = options.Seed ?? environment.Host.Rand.Next();
    }

    /// <summary>
    /// The optimizer settings that are used where <see cref="MuonTrainerOptions.Muon"/> is <see langword="null"/>.
    /// </summary>
    /// <remarks>
    /// Moonlight's scaling of the update to a root mean square of 0.2, five Newton–Schulz steps, a tenth of the learning
    /// rate for AdamW with β₂ = 0.99, weight decay 0.01; warm-up over the first twentieth of the run from a tenth of the peak, then a cosine
    /// down to zero. A table of n-grams has the whole learning rate, row by row.
    /// </remarks>
    /// <param name="totalSteps">The number of optimizer steps of the whole run, by which the learning rate decays; at least 1.</param>
    /// <param name="peakLearningRate">The highest learning rate, after the warm-up. The default value is 0.02; pretrained weights get 0.002.</param>
    /// <returns>A new block of options, to be used or changed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static MuonOptions DefaultMuonOptions(int totalSteps, double peakLearningRate = TextDefaults.PeakLearningRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 1);
        return TextDefaults.Muon(totalSteps, peakLearningRate);
    }

    /// <summary>Trains a network.</summary>
    /// <param name="input">Training data; its rows must come in the same order each time.</param>
    /// <returns>The trained model. Dispose it to free its native memory at once.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, only one class, the GPU that was asked for is not there, or the loss became NaN.</exception>
    /// <exception cref="InvalidDataException">A file of weights, configuration or vocabulary is damaged, or does not fit the others.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first step, or the context was told to stop, as by AutoML at a time limit.</exception>
    public MuonTextClassificationTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _environment.Host.Start("Training");
        using FitCancellation cancellation = new(_environment, _options.CancellationToken);
        return cancellation.Pass(new TextTraining(_environment, MuonTrainerOptions.With(_options, cancellation.Token), _seed, channel).Run(input));
    }

    /// <summary>Describes the columns after the trainer, for the steps that follow it.</summary>
    /// <param name="inputSchema">The columns before it.</param>
    /// <returns>The same columns with PredictedLabel and Score.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column label = InputSchemaShape.FindLabel(inputSchema, _options.LabelColumnName);
        foreach (string name in new[] { _options.SentenceColumnName, _options.Sentence2ColumnName }.OfType<string>())
        {
            SchemaShape.Column text = InputSchemaShape.Find(inputSchema, "sentence", name);
            if (text.Kind != SchemaShape.Column.VectorKind.Scalar || text.ItemType is not TextDataViewType)
            {
                throw SchemaErrors.Mismatch("sentence", name, TextDataViewType.Instance.ToString(), InputSchemaShape.Describe(text));
            }
        }

        return OutputSchemaShape.Create(inputSchema, Columns(_options), label);
    }

    internal static PredictionColumns Columns(Options options) =>
        new(options.SentenceColumnName, options.ScoreColumnName, options.PredictedLabelColumnName, options.Sentence2ColumnName);
}
