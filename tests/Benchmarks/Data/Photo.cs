namespace Muon.MLNet.Benchmarks.Data;

/// <summary>A picture file.</summary>
internal sealed class Photo : ILabelled
{
    public string ImagePath { get; set; } = "";

    public string Label { get; set; } = "";
}
