using Microsoft.ML.Data;
using Muon.MLNet.Images.Explanation;
using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>Explains a prediction by a heat map over the picture.</summary>
internal static class ImageExplanation
{
    public static MLImage Create(ImageClassifier classifier, PictureSource picture, string? className)
    {
        ImageNetworkConfiguration shape = classifier.Configuration.Network;
        if (classifier.Network is not ConvolutionalNetwork network)
        {
            throw new NotSupportedException($"Explain needs a convolutional network; this model is a {shape.Architecture}, whose features have no places.");
        }

        if (classifier.Configuration.InputKind() == ImageInputKind.Vector)
        {
            throw new NotSupportedException($"Explain needs a model that reads pictures; this one reads vectors (column '{classifier.Columns.Feature}'), whose scale is not known.");
        }

        RgbPicture seen = Scale(picture, classifier);
        using WeightLock.Held held = classifier.WeightLock.Read();
        using DisposeScope scope = NewDisposeScope();
        Tensor bytes = tensor(seen.Pixels, [1, shape.Height, shape.Width, shape.Channels], device: classifier.Device);
        Tensor input = bytes.to(ScalarType.Float32).permute(0, 3, 1, 2); // (1, 3, height, width)
        int target = className is null ? Predicted(classifier, input) : IndexOf(classifier.Labels.Names, className);
        return HeatMap.Draw(GradCam.Heat(network, input, target), seen);
    }

    private static RgbPicture Scale(PictureSource picture, ImageClassifier classifier)
    {
        ImageNetworkConfiguration shape = classifier.Configuration.Network;
        byte[] pixels = new byte[shape.PixelCount];
        try
        {
            PictureScaler.Scale(picture.Load(), shape.Width, shape.Height, classifier.Configuration.Fit, pixels);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidOperationException($"The picture{(picture.Name is null ? "" : $" '{picture.Name}'")} cannot be explained: {error.Message}.", error);
        }

        return new RgbPicture(shape.Width, shape.Height, pixels);
    }

    private static int Predicted(ImageClassifier classifier, Tensor input)
    {
        float[] scores = new float[classifier.Labels.Count];
        classifier.Score(input, scores);
        return Array.IndexOf(scores, scores.Max());
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new ArgumentException($"'{name}' is no class of this model; the classes are in ClassNames: {string.Join(", ", names.Take(10))}{(names.Count > 10 ? ", …" : "")}.", nameof(name));
    }
}
