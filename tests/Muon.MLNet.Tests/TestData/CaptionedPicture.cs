using Microsoft.ML.Data;

namespace Muon.MLNet.Tests.TestData;

/// <summary>A picture with a sentence, each with a label of its own.</summary>
internal sealed class CaptionedPicture
{
    [VectorType(Stripes.Side * Stripes.Side)]
    public float[] Image { get; set; } = [];

    public string Label { get; set; } = "";

    public string Sentence { get; set; } = "";

    public string Intent { get; set; } = "";

    public static CaptionedPicture[] List(int count, int seed) =>
        [.. Stripes.Pictures(count, seed).Zip(Sentences.List(count, seed), (picture, sentence) => new CaptionedPicture { Image = picture.Image, Label = picture.Label, Sentence = sentence.First!, Intent = sentence.Label })];
}
