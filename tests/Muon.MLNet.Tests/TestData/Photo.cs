using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Muon.MLNet.Tests.TestData;

/// <summary>A row with an image of 8×8 pixels and a label.</summary>
internal sealed class Photo
{
    [ImageType(Stripes.Side, Stripes.Side)]
    public MLImage? Image { get; set; }

    public string Label { get; set; } = "";
}
