namespace Muon.MLNet;

/// <summary>How much the examples of each class count in the training loss.</summary>
public sealed class ClassWeights
{
    private ClassWeights(bool isBalanced, IReadOnlyDictionary<string, double>? given) => (IsBalanced, Given) = (isBalanced, given);

    /// <summary>Gets weights of 1: each example counts alike.</summary>
    public static ClassWeights None { get; } = new(isBalanced: false, given: null);

    /// <summary>Gets weights n / (k·nᵢ) for n examples, k classes that occur, and nᵢ examples of the class: each class counts alike.</summary>
    public static ClassWeights Balanced { get; } = new(isBalanced: true, given: null);

    internal bool IsBalanced { get; }

    internal IReadOnlyDictionary<string, double>? Given { get; }

    /// <summary>Weights by the names of the classes.</summary>
    /// <param name="weights">A finite number above 0 for each name; classes that are not named weigh 1.</param>
    /// <returns>The weights.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A weight is not above 0, or not finite; the message names the class.</exception>
    public static ClassWeights Of(IReadOnlyDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach ((string name, double weight) in weights)
        {
            if (!(weight > 0 && double.IsFinite(weight)))
            {
                throw new ArgumentOutOfRangeException(nameof(weights), weight, $"The weight of class '{name}' must be finite and above 0.");
            }
        }

        return new ClassWeights(isBalanced: false, new Dictionary<string, double>(weights, StringComparer.Ordinal));
    }
}
