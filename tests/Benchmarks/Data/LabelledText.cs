using Microsoft.ML.Data;

namespace Muon.MLNet.Benchmarks.Data;

/// <summary>A text, or a pair of them, with its class.</summary>
internal sealed class LabelledText : ILabelled
{
    [LoadColumn(0)]
    public string Sentence { get; set; } = "";

    [LoadColumn(1)]
    public string Sentence2 { get; set; } = "";

    [LoadColumn(2)]
    public string Label { get; set; } = "";
}
