using Microsoft.ML;

namespace SentencePairs.Data;

/// <summary>
/// Makes pairs of questions from the subjects and wordings that come with the program. A third of them are the <c>same</c> question in other
/// words, a third a <c>follow-up</c>, another question about the same subject, and a third are about <c>different</c> subjects. Half of the
/// second questions of the first two are short and do not name the subject, so that neither question alone tells the class.
/// </summary>
internal sealed class PairWriter
{
    public const string Same = "same";
    public const string FollowUp = "follow-up";
    public const string Different = "different";
    private const int Patience = 10_000;
    private static readonly string[] s_labels = [Same, FollowUp, Different];
    private readonly string[] _subjects;
    private readonly Wording[] _full;
    private readonly Wording[] _short;

    public PairWriter(MLContext context)
    {
        _subjects = [.. Load<Subject>(context, "subjects.tsv").Select(subject => subject.Name)];
        ILookup<bool, Wording> wordings = Load<Wording>(context, "wordings.tsv").ToLookup(wording => wording.Form is "short");
        _full = [.. wordings[false]];
        _short = [.. wordings[true]];
    }

    /// <summary>Makes pairs, all of them different.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Decides which.</param>
    /// <exception cref="InvalidOperationException">The wordings do not give so many.</exception>
    public IReadOnlyList<QuestionPair> Write(int count, int seed)
    {
        Random random = new(seed);
        List<QuestionPair> pairs = [];
        HashSet<(string, string)> seen = [];
        int repeats = 0;
        while (pairs.Count < count)
        {
            QuestionPair pair = Draw(s_labels[pairs.Count % s_labels.Length], random);
            if (seen.Add((pair.Sentence, pair.Sentence2)))
            {
                pairs.Add(pair);
                repeats = 0;
            }
            else if (++repeats > Patience)
            {
                throw new InvalidOperationException($"The subjects and wordings do not give {count} different pairs; ask for fewer.");
            }
        }

        return pairs;
    }

    private QuestionPair Draw(string label, Random random)
    {
        Wording first = Pick(_full, random);
        string subject = Pick(_subjects, random);
        bool isDifferent = label is Different;
        Wording[] candidates = isDifferent || random.Next(2) == 0 ? _full : _short;
        Wording second = Pick(
            [.. candidates.Where(w => w != first && (isDifferent || string.Equals(w.Aspect, first.Aspect, StringComparison.Ordinal) == label is Same))], random);
        string other = isDifferent ? Pick([.. _subjects.Where(s => !string.Equals(s, subject, StringComparison.Ordinal))], random) : subject;
        return new QuestionPair { Sentence = first.About(subject), Sentence2 = second.About(other), Label = label };
    }

    private static T Pick<T>(T[] items, Random random) => items[random.Next(items.Length)];

    private static IEnumerable<T> Load<T>(MLContext context, string file)
        where T : class, new() => context.Data.CreateEnumerable<T>(
            context.Data.LoadFromTextFile<T>(Path.Combine(AppContext.BaseDirectory, file), separatorChar: '\t', hasHeader: true), reuseRowObject: false);
}
