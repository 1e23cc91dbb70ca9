namespace SentencePairs;

/// <summary>Two questions of a visitor, the second after the first, and what they have to do with each other.</summary>
internal sealed class QuestionPair
{
    public string Sentence { get; set; } = "";

    public string Sentence2 { get; set; } = "";

    public string Label { get; set; } = "";
}
