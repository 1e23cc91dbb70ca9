using Microsoft.ML.Data;

namespace Muon.MLNet.Tests.TestData;

/// <summary>A row with a text, or a pair of them, and a label.</summary>
internal sealed class Sentence
{
    [ColumnName("Sentence")]
    public string? First { get; set; } = "";

    [ColumnName("Sentence2")]
    public string? Second { get; set; } = "";

    public string Label { get; set; } = "";
}
