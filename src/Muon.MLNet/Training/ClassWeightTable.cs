using System.Globalization;

namespace Muon.MLNet.Training;

/// <summary>Turns the option <see cref="ClassWeights"/> into one number per class.</summary>
internal static class ClassWeightTable
{
    /// <summary>Computes the weights.</summary>
    /// <param name="option">What was asked for.</param>
    /// <param name="classes">The classes of the training examples, from 0.</param>
    /// <param name="names">The name of each class.</param>
    /// <returns>One weight per class, or <see langword="null"/> where all weigh 1. A class without examples weighs 1.</returns>
    /// <exception cref="ArgumentException">A weight was given for a class that does not exist.</exception>
    public static float[]? Create(ClassWeights option, IReadOnlyList<int> classes, IReadOnlyList<string> names)
    {
        if (option.Given is { } given)
        {
            string? unknown = given.Keys.FirstOrDefault(name => !names.Contains(name, StringComparer.Ordinal));
            return unknown is null
                ? [.. names.Select(name => (float)given.GetValueOrDefault(name, 1))]
                : throw new ArgumentException($"ClassWeights has a weight for '{unknown}', which is no class of the label column. The classes are: {Listed(names)}.", nameof(ClassWeights));
        }

        return option.IsBalanced ? Balanced(classes, names.Count) : null;
    }

    private static float[] Balanced(IReadOnlyList<int> classes, int count)
    {
        long[] counts = new long[count];
        foreach (int target in classes)
        {
            counts[target]++;
        }

        double occurring = counts.Count(n => n > 0);
        return [.. counts.Select(n => n == 0 ? 1f : (float)(classes.Count / (occurring * n)))];
    }

    private static string Listed(IReadOnlyList<string> names)
    {
        const int Most = 10;
        string listed = string.Join(", ", names.Take(Most));
        return names.Count > Most ? string.Create(CultureInfo.InvariantCulture, $"{listed} and {names.Count - Most} more") : listed;
    }
}
