using Microsoft.ML.Data;

namespace Muon.MLNet.Tests.TestData;

/// <summary>A picture whose class is a number.</summary>
internal sealed class NumberedPicture
{
    [VectorType(Stripes.Side * Stripes.Side)]
    public float[] Image { get; set; } = [];

    public int Label { get; set; }
}
