using Microsoft.ML.Data;

namespace Muon.MLNet.Tests.TestData;

/// <summary>A row with a picture of 8×8 values and a label.</summary>
internal sealed class Picture
{
    [VectorType(64)]
    public float[] Image { get; set; } = [];

    public string Label { get; set; } = "";
}
