using Microsoft.ML.Data;

namespace Muon.MLNet.Benchmarks.Serving;

/// <summary>A picture of 28×28 numbers.</summary>
internal sealed class DigitRow
{
    public const int Pixels = 28 * 28;

    [VectorType(28, 28)]
    public float[] Image { get; set; } = [];

    public string Label { get; set; } = "";
}
