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
