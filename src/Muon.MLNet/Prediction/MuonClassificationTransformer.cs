using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;

namespace Muon.MLNet;

/// <summary>
/// A trained classifier. Adds PredictedLabel (key) and Score (probabilities) to a view; rows are scored in batches.
/// It may be used from several threads at once.
/// </summary>
/// <remarks>
/// <para><c>mlContext.Model.Save</c> and <c>Load</c> work as for any model; what <c>Load</c> returns predicts row by row.
/// <see cref="MuonModelCatalog.LoadMuon(ModelOperationsCatalog, string, out DataViewSchema)"/> gives this type back.</para>
/// </remarks>
/// <typeparam name="TModel">The transformer itself: it is its own model.</typeparam>
public abstract class MuonClassificationTransformer<TModel> : ISingleFeaturePredictionTransformer<TModel>, IDisposable
    where TModel : class
{
    private readonly IClassifier _classifier;

    private protected MuonClassificationTransformer(IClassifier classifier, RoutingReport? routing)
    {
        _classifier = classifier;
        Routing = routing;
    }

    /// <summary>Gets the network and what belongs to it.</summary>
    internal IClassifier Classifier => _classifier;

    /// <summary>Gets which parameters Muon trained and which AdamW, and why; <see langword="null"/> for a model that was loaded.</summary>
    public RoutingReport? Routing { get; }

    /// <summary>Gets the names of the classes, in the order of the scores.</summary>
    public IReadOnlyList<string> ClassNames => _classifier.Labels.Names;

    /// <summary>Gets the name of the input column; of a model that reads pairs, of the first one.</summary>
    public string FeatureColumnName => _classifier.Columns.Feature;

    /// <summary>Gets the type that the input column had in training.</summary>
    public DataViewType FeatureColumnType => _classifier.InputType;

    /// <summary>Gets this transformer: it is its own model.</summary>
    public abstract TModel Model { get; }

    /// <summary>Gets a value indicating whether each row's output depends on that row alone: <see langword="true"/>.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>Gets the columns after this transformer.</summary>
    /// <param name="inputSchema">The columns before it.</param>
    /// <returns>The same columns with PredictedLabel and Score.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of the wrong type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => PredictionMapping.GetOutputSchema(_classifier, inputSchema);

    /// <summary>Adds predictions to a view. They are computed when they are read.</summary>
    /// <param name="input">Rows with input columns of the kind that was trained on.</param>
    /// <returns>The view with PredictedLabel and Score.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of the wrong type.</exception>
    public IDataView Transform(IDataView input) => PredictionMapping.Transform(_classifier, input);

    /// <summary>Gets the row by row form of this transformer.</summary>
    /// <param name="inputSchema">The columns of the rows to come.</param>
    /// <returns>A mapper for such rows.</returns>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => PredictionMapping.GetRowToRowMapper(_classifier, inputSchema);

    /// <summary>Writes the weights as a safetensors file, which Python's <c>safetensors</c> reads.</summary>
    /// <remarks>
    /// <para>The tensors have the names of torchvision (residual networks), timm (vision transformers) and Hugging Face (BERT, RoBERTa,
    /// DistilBERT), and lie as torch lays them out; those of a network of your own begin with <c>network.</c>. Networks of pictures have
    /// <c>normalize.mean</c> and <c>normalize.scale</c> besides: pixels become (pixel − mean) · scale.</para>
    /// <para>The metadata holds <c>labels</c>, a JSON list in the order of the scores, <c>architecture</c>, and how the input is prepared:
    /// <c>preprocessing</c> of pictures; <c>tokenizer</c> and <c>tokens</c>, or <c>features</c> and <c>ngrams</c>, of texts.</para>
    /// <para>The file appears under its name only when it is whole and on the disk; what stood there before stays until then.</para>
    /// </remarks>
    /// <param name="path">The file to write.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    /// <exception cref="NotSupportedException">A network of your own has a tensor of a type that the format lacks, such as complex numbers.</exception>
    /// <exception cref="ObjectDisposedException">The transformer was disposed of.</exception>
    public void SaveWeights(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WeightsFile.Save(_classifier, path);
    }

    /// <summary>Replaces the weights by those of a safetensors file, such as <see cref="SaveWeights"/> or a Python program writes.</summary>
    /// <remarks>
    /// <para>The file must hold each tensor of the network in its shape, and no other; <c>normalize.mean</c> and <c>normalize.scale</c> may be
    /// missing, then the model's stay. float16, bfloat16 and float64 become float32. Names may have a prefix <c>module.</c>, <c>model.</c>
    /// or <c>backbone.</c>; those of a network of your own need no <c>network.</c>. Where the metadata names labels or a vocabulary, they
    /// must be the model's.</para>
    /// <para>All of the file is read and checked before anything is changed: where an exception is thrown, the model is as it was. It may be
    /// called while other threads predict. They wait while the weights are exchanged; each batch is scored with the weights before or
    /// with those after, never with a mixture, but the batches of one <see cref="Transform"/> may differ.</para>
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, is of another network, lacks tensors, has numbers that are not finite, or is for other labels or another vocabulary.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The transformer was disposed of.</exception>
    public void LoadWeights(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WeightsFile.Load(_classifier, path);
    }

    /// <summary>Frees the network's native memory. Predictions fail from then on.</summary>
    public void Dispose()
    {
        _classifier.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes an equivalent chain of ML.NET's own transformers, which any program that references Muon.MLNet can load.</summary>
    /// <param name="ctx">Where to write.</param>
    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)ModelCarrier.Create(_classifier)).Save(ctx);
}
