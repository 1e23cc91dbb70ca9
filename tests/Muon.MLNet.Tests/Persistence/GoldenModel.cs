using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Persistence;

/// <summary>What a recorded model file was asked, and what it answered.</summary>
/// <param name="Pictures">The vectors of pictures, for a model of vectors.</param>
/// <param name="Images">Images of 8×8 pixels, blue, green, red, alpha, for a model of images.</param>
/// <param name="Files">Picture files, as their bytes, for a model of paths.</param>
/// <param name="Texts">Texts, for a model of texts.</param>
/// <param name="SecondTexts">The second texts, for a model of pairs.</param>
/// <param name="Scores">The scores of each row.</param>
/// <param name="Labels">The predicted label of each row.</param>
internal sealed record GoldenModel(float[][] Scores, string[] Labels, float[][]? Pictures = null, byte[][]? Images = null, byte[][]? Files = null, string[]? Texts = null, string[]? SecondTexts = null)
{
    public static GoldenModel Read(string path) => JsonSerializer.Deserialize<GoldenModel>(File.ReadAllBytes(path))!;

    /// <summary>The rows; picture files are written into a folder.</summary>
    public IDataView Rows(MLContext context, string folder) => this switch
    {
        { Pictures: { } pictures } => context.Data.LoadFromEnumerable(pictures.Select(values => new Picture { Image = values })),
        { Images: { } images } => context.Data.LoadFromEnumerable(images.Select(pixels => new Photo { Image = MLImage.CreateFromPixels(Stripes.Side, Stripes.Side, MLPixelFormat.Bgra32, pixels) }).ToArray()),
        { Files: { } files } => context.Data.LoadFromEnumerable(files.Select((bytes, i) => new PathRow { Path = WriteFile(Path.Combine(folder, $"{i}.png"), bytes) }).ToArray()),
        _ => context.Data.LoadFromEnumerable(Texts!.Select((text, i) => new Sentence { First = text, Second = SecondTexts?[i] })),
    };

    /// <summary>Asks a model, and gives the record of it.</summary>
    public GoldenModel Ask(ITransformer model, MLContext context, string folder)
    {
        IDataView answers = model.Transform(Rows(context, folder));
        return this with { Scores = [.. answers.GetColumn<float[]>("Score")], Labels = [.. answers.GetColumn<string>("PredictedLabel")] };
    }

    private static string WriteFile(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
