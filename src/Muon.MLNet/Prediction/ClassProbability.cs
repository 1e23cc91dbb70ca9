namespace Muon.MLNet;

/// <summary>A class and its probability.</summary>
/// <param name="ClassName">The name of the class.</param>
/// <param name="Probability">From 0 to 1.</param>
public readonly record struct ClassProbability(string ClassName, float Probability)
{
    /// <summary>The most probable classes of a row of scores, such as the column <c>Score</c> holds.</summary>
    /// <param name="scores">A probability for each class.</param>
    /// <param name="classNames">The names of the classes, in the order of the scores: <c>ClassNames</c> of the transformer.</param>
    /// <param name="count">How many; at least 1. There are no more than classes.</param>
    /// <returns>The classes, the most probable first; of equals the first class.</returns>
    /// <exception cref="ArgumentException">There are not as many names as scores.</exception>
    public static IReadOnlyList<ClassProbability> Top(IReadOnlyList<float> scores, IReadOnlyList<string> classNames, int count)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (scores.Count != classNames.Count)
        {
            throw new ArgumentException($"There are {scores.Count} scores and {classNames.Count} class names.", nameof(classNames));
        }

        return [.. scores.Select((score, i) => new ClassProbability(classNames[i], score)).OrderByDescending(item => item.Probability).Take(count)];
    }
}
