using Microsoft.ML;
using Muon.MLNet.Onnx;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;

namespace Muon.MLNet;

/// <summary>Adds to <c>mlContext.Model</c> what turns loaded models into live Muon transformers.</summary>
public static class MuonModelCatalog
{
    /// <summary>Loads a model and puts its Muon transformers back, with names of the classes and batches.</summary>
    /// <param name="catalog">The model operations of a context.</param>
    /// <param name="filePath">The file that <c>Model.Save</c> wrote.</param>
    /// <param name="inputSchema">The columns that the model was saved with.</param>
    /// <returns>The model: a chain with live transformers in it.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file is no model.</exception>
    /// <exception cref="InvalidDataException">A Muon model in the file is damaged, or the file unpacks to more than 64 MiB and a hundred times its size.</exception>
    /// <exception cref="NotSupportedException">A later version of this library wrote the model; the message says which version the file has and which are read.</exception>
    /// <exception cref="InvalidOperationException">A step of the model is damaged or not known, or a network of your own is not registered in <see cref="MuonNetworks"/>.</exception>
    public static ITransformer LoadMuon(this ModelOperationsCatalog catalog, string filePath, out DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        using FileStream stream = File.OpenRead(filePath);
        return catalog.LoadMuon(stream, out inputSchema);
    }

    /// <summary>Loads a model and puts its Muon transformers back, with names of the classes and batches.</summary>
    /// <param name="catalog">The model operations of a context.</param>
    /// <param name="stream">What <c>Model.Save</c> wrote; it can seek.</param>
    /// <param name="inputSchema">The columns that the model was saved with.</param>
    /// <returns>The model: a chain with live transformers in it.</returns>
    /// <exception cref="FormatException">The stream holds no model.</exception>
    /// <exception cref="InvalidDataException">A Muon model in the stream is damaged, or the stream unpacks to more than 64 MiB and a hundred times its size.</exception>
    /// <exception cref="NotSupportedException">A later version of this library wrote the model; the message says which version the file has and which are read.</exception>
    /// <exception cref="InvalidOperationException">A step of the model is damaged or not known, or a network of your own is not registered in <see cref="MuonNetworks"/>.</exception>
    public static ITransformer LoadMuon(this ModelOperationsCatalog catalog, Stream stream, out DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(stream);
        ModelArchive.Check(stream);
        return catalog.ActivateMuon(catalog.Load(stream, out inputSchema));
    }

    /// <summary>Puts the Muon transformers of a model that <c>Model.Load</c> returned back, in nested chains too.</summary>
    /// <param name="catalog">The model operations of a context.</param>
    /// <param name="model">The model. It is left as it is.</param>
    /// <returns>The model with live transformers; <paramref name="model"/> itself where there is none of ours in it.</returns>
    /// <exception cref="InvalidDataException">A Muon model in it is damaged.</exception>
    /// <exception cref="NotSupportedException">A later version of this library wrote the model; the message says which version the file has and which are read.</exception>
    /// <exception cref="InvalidOperationException">The model has a network of your own that is not registered in <see cref="MuonNetworks"/>.</exception>
    public static ITransformer ActivateMuon(this ModelOperationsCatalog catalog, ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        return ModelActivation.Activate(model);
    }

    /// <summary>
    /// Saves a model as <c>Model.Save</c> does, but under another name first, which is replaced when the file is whole and on the disk: a process that
    /// ends or a disk that is full leaves the model before.
    /// </summary>
    /// <param name="catalog">The model operations of a context.</param>
    /// <param name="model">The model, with or without Muon transformers.</param>
    /// <param name="inputSchema">The columns that it reads.</param>
    /// <param name="filePath">The file to write.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveMuon(this ModelOperationsCatalog catalog, ITransformer model, DataViewSchema? inputSchema, string filePath)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        AtomicFile.Write(filePath, stream => catalog.Save(model, inputSchema, stream));
    }

    /// <summary>
    /// Writes the network of a model as an ONNX file, from what the input column holds to the scores, for programs without .NET. The batch is
    /// of any size; the operators are of version 17.
    /// </summary>
    /// <remarks>
    /// <para>Pictures in a vector column: one input with the column's name, float32 (batch, values), in the order of the vectors. Pictures as
    /// files, bytes or images: uint8 (batch, height, width, 3), decoded, RGB, and scaled to the network's size, since ONNX has no decoders.</para>
    /// <para>Texts are tokenized outside. Networks of tokens have the input <c>Tokens</c>, int64 (batch, 2, length): ids, and below them the
    /// segments; networks of n-grams have <c>Rows</c>, int64, and <c>Counts</c>, float32, both (batch, features).</para>
    /// <para>The output has the name of the score column: probabilities, float32 (batch, classes). The file's metadata holds <c>labels</c> (a JSON
    /// list in the order of the scores), <c>inputs</c> (what each input is), and of texts the vocabulary: <c>tokenizer</c> and <c>tokens</c>,
    /// or <c>features</c> and <c>ngrams</c>.</para>
    /// <para>The file appears under its name only when it is whole: an export that fails leaves the one before.</para>
    /// </remarks>
    /// <param name="catalog">The model operations of a context.</param>
    /// <param name="model">A Muon transformer, or a chain with one in it.</param>
    /// <param name="filePath">The file to write.</param>
    /// <param name="scoreColumnName">The score column of the transformer to export, where the model holds several. The default value is <see langword="null"/>: the only one.</param>
    /// <exception cref="ArgumentException">There is no such transformer in the model, or more than one.</exception>
    /// <exception cref="NotSupportedException">The network is one of your own, or takes more than 2 GB.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void ExportMuonToOnnx(this ModelOperationsCatalog catalog, ITransformer model, string filePath, string? scoreColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        IClassifier[] given = [.. ClassifierSearch.All(model)];
        IClassifier[] found = [.. ClassifierSearch.All(ModelActivation.Activate(model))];
        try
        {
            OnnxGraph graph = OnnxExport.Create(ClassifierSearch.Single(found, scoreColumnName));
            AtomicFile.Write(filePath, stream => OnnxFile.Write(graph, stream));
        }
        finally
        {
            // Those that were put in the place of their saved form for this call.
            foreach (IClassifier classifier in found.Except(given))
            {
                classifier.Dispose();
            }
        }
    }
}
