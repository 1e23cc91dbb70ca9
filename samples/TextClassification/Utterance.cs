using Microsoft.ML.Data;

namespace TextClassification;

/// <summary>A row of the data; the numbers are the columns of <c>intents.tsv</c>.</summary>
internal sealed class Utterance
{
    [LoadColumn(0)]
    public string Sentence { get; set; } = "";

    [LoadColumn(1)]
    public string Label { get; set; } = "";
}
