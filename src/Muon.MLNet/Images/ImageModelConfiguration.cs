using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Images;

/// <summary>The part of an image model that is not weights. Files of earlier versions lack the last parameters, and mean their defaults.</summary>
/// <param name="Network">The network to build.</param>
/// <param name="Columns">The columns to read and write.</param>
/// <param name="IsImage">Whether the feature column holds images; of files that lack <paramref name="Kind"/> this says which kind it is.</param>
/// <param name="PixelLayout">The order of the values of a vector.</param>
/// <param name="LabelKind">The kind of the label's values.</param>
/// <param name="LabelNames">The label's values as text, in the order of the classes.</param>
/// <param name="Kind">What the feature column holds.</param>
/// <param name="Fit">How pictures are brought to the network's size.</param>
/// <param name="OnBadImage">What is done about pictures that cannot be read.</param>
/// <param name="TestTimeFlip">Whether predictions are averaged with those of the mirror image.</param>
internal sealed record ImageModelConfiguration(
    ImageNetworkConfiguration Network,
    PredictionColumns Columns,
    bool IsImage,
    PixelLayout PixelLayout,
    string LabelKind,
    IReadOnlyList<string> LabelNames,
    ImageInputKind? Kind = null,
    ImageFit Fit = ImageFit.Crop,
    BadImageAction OnBadImage = BadImageAction.Refuse,
    bool TestTimeFlip = false)
{
    /// <summary>What the feature column holds.</summary>
    public ImageInputKind InputKind() => Kind ?? (IsImage ? ImageInputKind.Image : ImageInputKind.Vector);

    /// <summary>Checks values that come from a file.</summary>
    /// <exception cref="InvalidDataException">A value is out of range.</exception>
    public void Validate()
    {
        Network.Validate();
        Columns.Validate();
        if (!Enum.IsDefined(InputKind()) || !Enum.IsDefined(Fit) || !Enum.IsDefined(OnBadImage) || !Enum.IsDefined(PixelLayout))
        {
            throw new InvalidDataException($"The model's configuration has an unknown value: {InputKind()}, {Fit}, {OnBadImage} or {PixelLayout}.");
        }
    }
}
