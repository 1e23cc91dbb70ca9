namespace Muon.MLNet;

/// <summary>A word of a text, and how much it speaks for a class.</summary>
/// <param name="Text">The word as it stands in the text.</param>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Weight">
/// By how much the logarithm of the odds of the class falls when the word is left out: positive for words that speak for the class, negative for
/// those that speak against it.
/// </param>
/// <param name="IsSecond">Whether it stands in the second text of a pair.</param>
public readonly record struct TextSpanWeight(string Text, int Start, int Length, double Weight, bool IsSecond);
