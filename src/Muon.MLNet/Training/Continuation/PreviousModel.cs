using Microsoft.ML;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Training.Continuation;

/// <summary>Finds in a model, a chain or what <c>Model.Load</c> returned, the classifier from which training goes on.</summary>
/// <typeparam name="TClassifier">The kind that the trainer trains.</typeparam>
internal sealed class PreviousModel<TClassifier> : IDisposable
    where TClassifier : class, IClassifier
{
    private readonly IClassifier[] _made;

    /// <param name="model">The model; it is left as it is.</param>
    /// <param name="scoreColumnName">The score column, by which one of several is chosen.</param>
    /// <exception cref="ArgumentException">There is none, or there are several.</exception>
    public PreviousModel(ITransformer model, string scoreColumnName)
    {
        IClassifier[] given = [.. ClassifierSearch.All(model)];
        IClassifier[] found = [.. ClassifierSearch.All(ModelActivation.Activate(model))];
        _made = [.. found.Except(given)];
        TClassifier[] fitting = [.. found.OfType<TClassifier>()];
        try
        {
            Classifier = fitting.Length == 1 ? fitting[0] : Choose(fitting, scoreColumnName);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public TClassifier Classifier { get; }

    // Those that were put in the place of their saved form for this fit.
    public void Dispose()
    {
        foreach (IClassifier classifier in _made)
        {
            classifier.Dispose();
        }
    }

    private static TClassifier Choose(TClassifier[] fitting, string scoreColumnName)
    {
        TClassifier[] named = [.. fitting.Where(one => string.Equals(one.Columns.Score, scoreColumnName, StringComparison.Ordinal))];
        return named.Length == 1
            ? named[0]
            : throw new ArgumentException(
                fitting.Length == 0
                    ? $"The previous model holds nothing that this trainer could go on with: no {typeof(TClassifier).Name.Replace("Classifier", "", StringComparison.Ordinal).ToLowerInvariant()} classifier of Muon.MLNet. Give the transformer that Fit or LoadMuon returned, or a chain with it."
                    : $"The previous model holds several transformers of the trainer's kind, which write {string.Join(", ", fitting.Select(one => $"'{one.Columns.Score}'"))}. Set ScoreColumnName to that of the one to go on with, or give it alone.",
                "previousModel");
    }
}
