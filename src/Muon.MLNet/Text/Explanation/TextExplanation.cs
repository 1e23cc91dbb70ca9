namespace Muon.MLNet;

/// <summary>Which words of a text speak for a class.</summary>
/// <param name="ClassName">The class.</param>
/// <param name="Probability">Its probability for the whole text.</param>
/// <param name="Words">The words in the order of the text, those of a second text last.</param>
public sealed record TextExplanation(string ClassName, double Probability, IReadOnlyList<TextSpanWeight> Words)
{
    /// <summary>The words with the greatest weights, for or against the class, the greatest first.</summary>
    /// <param name="count">How many; at least 0.</param>
    /// <returns>At most that many words.</returns>
    public IReadOnlyList<TextSpanWeight> Strongest(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. Words.OrderByDescending(word => Math.Abs(word.Weight)).ThenBy(word => word.IsSecond).ThenBy(word => word.Start).Take(count)];
    }
}
