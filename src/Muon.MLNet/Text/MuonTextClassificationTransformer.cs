using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;
using Muon.MLNet.Text;

namespace Muon.MLNet;

/// <summary>
/// A trained text classifier. Adds PredictedLabel (key) and Score (probabilities) to a view; rows are scored in batches.
/// It may be used from several threads at once.
/// </summary>
/// <remarks>
/// <para><c>mlContext.Model.Save</c> and <c>Load</c> work as for any model; what <c>Load</c> returns predicts row by row.
/// <see cref="MuonModelCatalog.LoadMuon(ModelOperationsCatalog, string, out DataViewSchema)"/> gives this type back.</para>
/// </remarks>
public sealed class MuonTextClassificationTransformer : ISingleFeaturePredictionTransformer<MuonTextClassificationTransformer>, IDisposable
{
    private readonly TextClassifier _classifier;

    internal MuonTextClassificationTransformer(TextClassifier classifier, RoutingReport? routing)
    {
        _classifier = classifier;
        Routing = routing;
    }

    /// <summary>Gets which parameters Muon trained and which AdamW, and why; <see langword="null"/> for a model that was loaded.</summary>
    public RoutingReport? Routing { get; }

    /// <summary>Gets the names of the classes, in the order of the scores.</summary>
    public IReadOnlyList<string> ClassNames => _classifier.Labels.Names;

    /// <summary>Gets the name of the text column.</summary>
    public string FeatureColumnName => _classifier.Columns.Feature;

    /// <summary>Gets the type that the text column had in training.</summary>
    public DataViewType FeatureColumnType => _classifier.InputType;

    /// <summary>Gets this transformer: it is its own model.</summary>
    public MuonTextClassificationTransformer Model => this;

    /// <summary>Gets a value indicating whether each row's output depends on that row alone: <see langword="true"/>.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>Gets the columns after this transformer.</summary>
    /// <param name="inputSchema">The columns before it.</param>
    /// <returns>The same columns with PredictedLabel and Score.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The text column is missing or of the wrong type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => PredictionMapping.GetOutputSchema(_classifier, inputSchema);

    /// <summary>Adds predictions to a view. They are computed when they are read.</summary>
    /// <param name="input">Texts in the columns that were trained on.</param>
    /// <returns>The view with PredictedLabel and Score.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The text column is missing or of the wrong type.</exception>
    public IDataView Transform(IDataView input) => PredictionMapping.Transform(_classifier, input);

    /// <summary>Gets the row by row form of this transformer.</summary>
    /// <param name="inputSchema">The columns of the rows to come.</param>
    /// <returns>A mapper for such rows.</returns>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => PredictionMapping.GetRowToRowMapper(_classifier, inputSchema);

    /// <summary>Classifies one text and gives the most probable classes.</summary>
    /// <param name="sentence">The text.</param>
    /// <param name="count">How many classes; at least 1. The default value is 3.</param>
    /// <param name="sentence2">The second text, for a model of pairs. The default value is <see langword="null"/>.</param>
    /// <returns>The classes, the most probable first; of equals the first class.</returns>
    /// <exception cref="ArgumentException"><paramref name="sentence2"/> is missing for a model of pairs, or given to another one.</exception>
    public IReadOnlyList<ClassProbability> PredictTop(string sentence, int count = 3, string? sentence2 = null)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        CheckPair(sentence2);
        float[] scores = new float[ClassNames.Count];
        _classifier.Score([_classifier.Input.Encode(sentence, sentence2)], scores);
        return ClassProbability.Top(scores, ClassNames, count);
    }

    /// <summary>
    /// Shows which words of a text speak for a class, by leaving out one after the other (Li et al., arXiv:1612.08220): as many predictions as
    /// the text has words.
    /// </summary>
    /// <param name="sentence">The text.</param>
    /// <param name="sentence2">The second text, for a model of pairs. The default value is <see langword="null"/>.</param>
    /// <param name="className">The class, one of <see cref="ClassNames"/>. The default value is <see langword="null"/>: the predicted one.</param>
    /// <returns>The words with their places and weights.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="className"/> is no class of the model; <paramref name="sentence2"/> is missing for a model of pairs, or given to another one.
    /// </exception>
    public TextExplanation Explain(string sentence, string? sentence2 = null, string? className = null)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        CheckPair(sentence2);
        return Occlusion.Explain(_classifier, sentence, sentence2 ?? "", className);
    }

    /// <summary>Frees the network's native memory. Predictions fail from then on.</summary>
    public void Dispose() => _classifier.Dispose();

    /// <summary>Writes an equivalent chain of ML.NET's own transformers, which any program that references Muon.MLNet can load.</summary>
    /// <param name="ctx">Where to write.</param>
    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)ModelCarrier.Create(_classifier)).Save(ctx);

    private void CheckPair(string? sentence2)
    {
        if (sentence2 is null != _classifier.Columns.SecondFeature is null)
        {
            throw new ArgumentException(
                sentence2 is null ? $"The model reads pairs of texts; give the one of column '{_classifier.Columns.SecondFeature}' too." : "The model reads single texts; leave sentence2 null.", nameof(sentence2));
        }
    }
}
