using Microsoft.ML.Data;

namespace SentencePairs.Data;

/// <summary>A row of <c>subjects.tsv</c>: something to ask about.</summary>
internal sealed class Subject
{
    [LoadColumn(0)]
    public string Name { get; set; } = "";
}
