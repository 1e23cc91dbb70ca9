using Microsoft.ML.Data;

namespace SentencePairs.Data;

/// <summary>A row of <c>wordings.tsv</c>: a way to ask for something.</summary>
internal sealed class Wording
{
    /// <summary>What is asked for; questions of one aspect mean the same.</summary>
    [LoadColumn(0)]
    public string Aspect { get; set; } = "";

    /// <summary><c>full</c>, with the subject in it, or <c>short</c>, which makes sense after another question alone.</summary>
    [LoadColumn(1)]
    public string Form { get; set; } = "";

    /// <summary>The question; <c>{0}</c> stands for the subject.</summary>
    [LoadColumn(2)]
    public string Text { get; set; } = "";

    public string About(string subject) => Text.Replace("{0}", subject, StringComparison.Ordinal);
}
