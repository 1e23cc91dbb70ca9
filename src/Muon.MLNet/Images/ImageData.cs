using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Images;

/// <summary>A data set of pictures in memory, with what was learned about it while reading.</summary>
/// <param name="Network">The size of the pictures and the number of classes.</param>
/// <param name="Examples">The pictures and classes.</param>
/// <param name="IsImage">Whether the column holds images rather than vectors.</param>
/// <param name="Labels">The values behind the classes.</param>
/// <param name="RowsWithoutLabel">How many rows were left out because their label is missing.</param>
internal sealed record ImageData(
    ImageNetworkConfiguration Network,
    ImageExamples Examples,
    bool IsImage,
    LabelValues Labels,
    long RowsWithoutLabel);
