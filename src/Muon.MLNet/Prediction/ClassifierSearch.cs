using System.Globalization;
using Microsoft.ML;

namespace Muon.MLNet.Prediction;

/// <summary>Finds our classifiers in a model.</summary>
internal static class ClassifierSearch
{
    /// <summary>All of them, in the order of the chain, in nested chains too.</summary>
    public static IEnumerable<IClassifier> All(ITransformer model) => model switch
    {
        MuonImageClassificationTransformer images => [images.Classifier],
        MuonTextClassificationTransformer texts => [texts.Classifier],
        IEnumerable<ITransformer> chain => chain.SelectMany(All),
        _ => [],
    };

    /// <summary>The only one, or the one that writes a column.</summary>
    /// <exception cref="ArgumentException">There is none, or there are several.</exception>
    public static IClassifier Single(IReadOnlyList<IClassifier> found, string? scoreColumnName)
    {
        IClassifier[] fitting = [.. found.Where(one => scoreColumnName is null || string.Equals(one.Columns.Score, scoreColumnName, StringComparison.Ordinal))];
        string known = string.Join(", ", found.Select(one => $"'{one.Columns.Score}'"));
        return fitting switch
        {
            [{ } one] => one,
            [] when found.Count == 0 => throw new ArgumentException("The model holds no Muon transformer. Give the one that Fit or LoadMuon returned, or a chain with it.", "model"),
            [] => throw new ArgumentException($"No Muon transformer of the model writes the column '{scoreColumnName}'; there is {known}.", nameof(scoreColumnName)),
            _ => throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The model holds {fitting.Length} Muon transformers, which write {known}. Name the one to export with scoreColumnName, or give it alone."), nameof(scoreColumnName)),
        };
    }
}
