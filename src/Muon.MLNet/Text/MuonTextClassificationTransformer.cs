using Muon.MLNet.Text;

namespace Muon.MLNet;

/// <summary>
/// A trained text classifier. Adds PredictedLabel (key) and Score (probabilities) to a view; rows are scored in batches.
/// It may be used from several threads at once.
/// </summary>
/// <inheritdoc/>
public sealed class MuonTextClassificationTransformer : MuonClassificationTransformer<MuonTextClassificationTransformer>
{
    private readonly TextClassifier _classifier;

    internal MuonTextClassificationTransformer(TextClassifier classifier, RoutingReport? routing)
        : base(classifier, routing) => _classifier = classifier;

    /// <inheritdoc/>
    public override MuonTextClassificationTransformer Model => this;

    /// <summary>Gets the name of the second input column; <see langword="null"/> for a model that reads single texts.</summary>
    public string? Sentence2ColumnName => _classifier.Columns.SecondFeature;

    /// <summary>Classifies one text and gives the most probable classes.</summary>
    /// <param name="sentence">The text.</param>
    /// <param name="count">How many classes; at least 1. The default value is 3.</param>
    /// <param name="sentence2">The second text, for a model of pairs. The default value is <see langword="null"/>.</param>
    /// <returns>The classes, the most probable first; of equals the first class.</returns>
    /// <exception cref="ArgumentException"><paramref name="sentence2"/> is missing for a model of pairs, or given to another one.</exception>
    public IReadOnlyList<ClassProbability> PredictTop(string sentence, int count = 3, string? sentence2 = null)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        CheckPair(sentence2);
        float[] scores = new float[ClassNames.Count];
        _classifier.Score([_classifier.Input.Encode(sentence, sentence2)], scores);
        return ClassProbability.Top(scores, ClassNames, count);
    }

    /// <summary>
    /// Shows which words of a text speak for a class, by leaving out one after the other (Li et al., arXiv:1612.08220): as many predictions as
    /// the text has words.
    /// </summary>
    /// <param name="sentence">The text.</param>
    /// <param name="sentence2">The second text, for a model of pairs. The default value is <see langword="null"/>.</param>
    /// <param name="className">The class, one of <see cref="MuonClassificationTransformer{TModel}.ClassNames"/>. The default value is <see langword="null"/>: the predicted one.</param>
    /// <returns>The words with their places and weights.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="className"/> is no class of the model; <paramref name="sentence2"/> is missing for a model of pairs, or given to another one.
    /// </exception>
    public TextExplanation Explain(string sentence, string? sentence2 = null, string? className = null)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        CheckPair(sentence2);
        return Occlusion.Explain(_classifier, sentence, sentence2 ?? "", className);
    }

    private void CheckPair(string? sentence2)
    {
        if (sentence2 is null != _classifier.Columns.SecondFeature is null)
        {
            throw new ArgumentException(
                sentence2 is null ? $"The model reads pairs of texts; give the one of column '{_classifier.Columns.SecondFeature}' too." : "The model reads single texts; leave sentence2 null.", nameof(sentence2));
        }
    }
}
