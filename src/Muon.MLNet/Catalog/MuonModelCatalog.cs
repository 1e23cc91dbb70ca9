using Microsoft.ML;
using Muon.MLNet.Persistence;

namespace Muon.MLNet;

/// <summary>Adds to <c>mlContext.Model</c> what turns loaded models into live Muon transformers.</summary>
public static class MuonModelCatalog
{
    /// <summary>Loads a model and puts its Muon transformers back, with names of the classes and batches.</summary>
    /// <param name="catalog">The model operations of a context.</param>
    /// <param name="filePath">The file that <c>Model.Save</c> wrote.</param>
    /// <param name="inputSchema">The columns that the model was saved with.</param>
    /// <returns>The model: a chain with live transformers in it.</returns>
    /// <exception cref="FormatException">The file is no model.</exception>
    /// <exception cref="InvalidDataException">A Muon model in the file is damaged.</exception>
    public static ITransformer LoadMuon(this ModelOperationsCatalog catalog, string filePath, out DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.ActivateMuon(catalog.Load(filePath, out inputSchema));
    }

    /// <summary>Loads a model and puts its Muon transformers back, with names of the classes and batches.</summary>
    /// <param name="catalog">The model operations of a context.</param>
    /// <param name="stream">What <c>Model.Save</c> wrote; it can seek.</param>
    /// <param name="inputSchema">The columns that the model was saved with.</param>
    /// <returns>The model: a chain with live transformers in it.</returns>
    /// <exception cref="FormatException">The stream holds no model.</exception>
    /// <exception cref="InvalidDataException">A Muon model in the stream is damaged.</exception>
    public static ITransformer LoadMuon(this ModelOperationsCatalog catalog, Stream stream, out DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.ActivateMuon(catalog.Load(stream, out inputSchema));
    }

    /// <summary>Puts the Muon transformers of a model that <c>Model.Load</c> returned back, in nested chains too.</summary>
    /// <param name="catalog">The model operations of a context.</param>
    /// <param name="model">The model. It is left as it is.</param>
    /// <returns>The model with live transformers; <paramref name="model"/> itself where there is none of ours in it.</returns>
    /// <exception cref="InvalidDataException">A Muon model in it is damaged.</exception>
    public static ITransformer ActivateMuon(this ModelOperationsCatalog catalog, ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        return ModelActivation.Activate(model);
    }
}
