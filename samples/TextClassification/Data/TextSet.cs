namespace TextClassification.Data;

/// <summary>Sentences to learn from and to test with.</summary>
/// <param name="Source">Where they come from, for the user.</param>
/// <param name="Train">Those to learn from.</param>
/// <param name="Test">Those to test with, which no step of training sees.</param>
internal sealed record TextSet(string Source, IReadOnlyList<Utterance> Train, IReadOnlyList<Utterance> Test);
