using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet;

namespace WebApi.Models;

/// <summary>Takes out of a model file what is served: the one Muon transformer in it.</summary>
internal static class ModelFiles
{
    /// <summary>A classifier of pictures, which reads the bytes of files whatever it was trained on.</summary>
    /// <exception cref="InvalidDataException">There is no such classifier in the file, or more than one.</exception>
    public static ITransformer LoadImages(MLContext context, string path) =>
        Load<MuonImageClassificationTransformer>(context, path, "pictures", transformer => transformer.ReadEncoded(nameof(PictureRow.Picture)));

    /// <summary>A classifier of texts.</summary>
    /// <exception cref="InvalidDataException">There is no such classifier in the file, or more than one.</exception>
    public static ITransformer LoadTexts(MLContext context, string path) =>
        Load<MuonTextClassificationTransformer>(context, path, "texts", transformer => transformer);

    /// <summary>The columns of a text model for <see cref="TextRow"/>.</summary>
    public static SchemaDefinition TextColumns(ITransformer model)
    {
        MuonTextClassificationTransformer texts = (MuonTextClassificationTransformer)model;
        SchemaDefinition columns = SchemaDefinition.Create(typeof(TextRow));
        columns[nameof(TextRow.Text)].ColumnName = texts.FeatureColumnName;
        columns[nameof(TextRow.Text2)].ColumnName = texts.Sentence2ColumnName ?? texts.FeatureColumnName + "2";
        return columns;
    }

    private static ITransformer Load<T>(MLContext context, string path, string what, Func<T, ITransformer> serve)
        where T : class, ITransformer
    {
        ITransformer model = context.Model.LoadMuon(path, out DataViewSchema schema);
        try
        {
            T[] found = [.. Steps(model).OfType<T>()];
            T transformer = found.Length == 1
                ? found[0]
                : throw new InvalidDataException(Invariant($"'{path}' holds {found.Length} Muon classifiers of {what}; it must hold one."));
            string feature = transformer is MuonTextClassificationTransformer texts ? texts.FeatureColumnName : ((MuonImageClassificationTransformer)(object)transformer).FeatureColumnName;
            return schema.GetColumnOrNull(feature) is null
                ? throw new InvalidDataException($"In '{path}' another step makes the column '{feature}' that the classifier reads; this server runs the classifier alone.")
                : serve(transformer);
        }
        catch
        {
            (model as IDisposable)?.Dispose();
            throw;
        }
    }

    private static IEnumerable<ITransformer> Steps(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? chain.SelectMany(Steps) : [model];
}
