namespace Muon.MLNet.Benchmarks.Data;

/// <summary>A picture as numbers, (channels, height, width), whose size is set when it is loaded.</summary>
internal sealed class Picture : ILabelled
{
    public float[] Image { get; set; } = [];

    public string Label { get; set; } = "";
}
