using Microsoft.ML.Data;
namespace Muon.MLNet.Images;
internal static class ImageExplanation
{
    public static MLImage Create(ImageClassifier classifier, PictureSource picture, string? className) => throw new NotSupportedException(className + classifier.Labels.Kind + picture.Name);
}
