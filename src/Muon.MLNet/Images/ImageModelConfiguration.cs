using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Images;

/// <summary>The part of an image model that is not weights.</summary>
/// <param name="Network">The network to build.</param>
/// <param name="Columns">The columns to read and write.</param>
/// <param name="IsImage">Whether the feature column holds images rather than vectors.</param>
/// <param name="PixelLayout">The order of the values of a vector.</param>
/// <param name="LabelKind">The kind of the label's values.</param>
/// <param name="LabelNames">The label's values as text, in the order of the classes.</param>
internal sealed record ImageModelConfiguration(
    ImageNetworkConfiguration Network,
    PredictionColumns Columns,
    bool IsImage,
    PixelLayout PixelLayout,
    string LabelKind,
    IReadOnlyList<string> LabelNames);
