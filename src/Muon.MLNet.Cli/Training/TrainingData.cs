using Microsoft.ML;
using Muon.MLNet.Cli.Input;
using Muon.MLNet.Cli.Tables;
using Muon.MLNet.Images;
using Muon.Samples;

namespace Muon.MLNet.Cli.Training;

/// <summary>The examples of a training, split.</summary>
/// <param name="Train">To learn from.</param>
/// <param name="Test">Held out.</param>
/// <param name="Validation">From a data set of their own; null where there is none.</param>
/// <param name="Format">How the table is written; null for pictures.</param>
/// <param name="ClassCount">The number of classes.</param>
internal sealed record TrainingData(IReadOnlyList<Example> Train, IReadOnlyList<Example> Test, IReadOnlyList<Example>? Validation, TableFormat? Format, int ClassCount)
{
    private const int ManyClasses = 20;

    /// <summary>Gets whether so many classes have so few examples that the labels may be names or texts.</summary>
    public bool HasStrangeLabels => ClassCount > ManyClasses && Train.Count + Test.Count < 2 * ClassCount;

    /// <summary>Reads and splits the data of a request.</summary>
    /// <exception cref="ToolException">The data cannot be used.</exception>
    public static TrainingData Load(MLContext context, TrainingRequest request)
    {
        (List<Example> all, TableFormat? format) = Read(context, request, request.Dataset);
        string[] classes = [.. all.Select(row => row.Label).Distinct(StringComparer.Ordinal)];
        if (classes.Length < 2)
        {
            throw new ToolException(ExitCodes.Data, $"'{request.Dataset}' has one class only, '{classes[0]}'; there is nothing to tell apart. {(request.IsText ? $"Choose another --label-col, or add rows of another label{(format!.HasHeader && request.HasHeader is null ? "; if the first line is no header but an example, --has-header false" : "")}." : "Give it a sub-folder for each class.")}");
        }

        List<Example>? validation = request.ValidationDataset is { } path ? Read(context, request with { HasHeader = format?.HasHeader }, path).Rows : null;
        if (validation?.Find(row => !classes.Contains(row.Label, StringComparer.Ordinal)) is { } stranger)
        {
            throw new ToolException(ExitCodes.Data, $"'{request.ValidationDataset}' has the class '{stranger.Label}', which '{request.Dataset}' has not. Remove its examples, or train on some of it too.");
        }

        (IReadOnlyList<Example> train, IReadOnlyList<Example> test) = request.TestFraction == 0 ? (all, []) : StratifiedSplit.Of(all, row => row.Label, request.TestFraction, request.Seed);
        return new TrainingData(train, test, validation, format, classes.Length);
    }

    /// <summary>Reads labelled examples.</summary>
    public static (List<Example> Rows, TableFormat? Format) Read(MLContext context, TrainingRequest request, string path)
    {
        if (!request.IsText)
        {
            return (Pictures(context, path), null);
        }

        TableFormat format = TableInference.Infer(path, request.HasHeader);
        TableColumn label = format.Find("--label-col", request.LabelColumn!);
        TableColumn text = format.Find("--text-col", request.TextColumn!);
        TableColumn? second = request.Text2Column is { } name ? format.Find("--text2-col", name) : null;
        return label == text || label == second || text == second
            ? throw new ToolException(ExitCodes.Usage, $"--label-col, --text-col and --text2-col must be different columns; {(text == second ? "both texts are" : "the label and a text are")} '{text.Name}'.")
            : (TableExamples.Read(path, format, label, text, second), format);
    }

    /// <summary>Lists the pictures of a folder with a sub-folder for each class.</summary>
    public static List<Example> Pictures(MLContext context, string path)
    {
        try
        {
            return [.. context.Data.CreateEnumerable<PictureRow>(context.Data.LoadImagesFromFolder(path), reuseRowObject: false).Select(row => new Example { Label = row.Label, ImagePath = row.ImagePath })];
        }
        catch (DirectoryNotFoundException error)
        {
            throw new ToolException(ExitCodes.Data, InputFile.Exists(path) ? $"'{path}' is a file; pictures are read from a folder with a sub-folder for each class." : $"There is no folder '{path}'.", error);
        }
        catch (InvalidOperationException error)
        {
            string? stray = Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).FirstOrDefault(file => PictureFolder.DefaultExtensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase));
            throw new ToolException(ExitCodes.Data, stray is null
                ? $"{error.Message} It needs a sub-folder of pictures for each class."
                : $"The picture '{stray}' lies in no sub-folder, whose name would be its class. Move it into one, or name the folder above if '{Path.GetFileName(Path.GetFullPath(path))}' is itself a class.", error);
        }
    }
}
