using Microsoft.ML;
using Muon.MLNet.Training;

namespace Muon.MLNet.Text;

/// <summary>The texts of a view that have a label, with their classes.</summary>
internal sealed class LabelledTexts
{
    private LabelledTexts(IReadOnlyList<(ReadOnlyMemory<char> First, ReadOnlyMemory<char> Second)> texts, int[] classes, LabelColumn labels)
    {
        (Texts, Classes, Labels) = (texts, classes, labels);
    }

    public IReadOnlyList<(ReadOnlyMemory<char> First, ReadOnlyMemory<char> Second)> Texts { get; }

    /// <summary>Gets the class of each text, from 0.</summary>
    public int[] Classes { get; }

    /// <summary>Gets the labels of all rows.</summary>
    public LabelColumn Labels { get; }

    /// <summary>Reads a view.</summary>
    /// <param name="data">The view.</param>
    /// <param name="options">The names of the columns.</param>
    /// <param name="purpose">What the rows are for, in an error.</param>
    /// <exception cref="InvalidOperationException">No row has a label, or the rows came otherwise when they were read again.</exception>
    public static LabelledTexts Read(IDataView data, MuonTextClassificationTrainer.Options options, string purpose)
    {
        DataViewSchema.Column[] columns = TextColumn.Find(data.Schema, options.SentenceColumnName, options.Sentence2ColumnName);
        LabelColumn labels = LabelColumn.Read(data, options.LabelColumnName, purpose, options.CancellationToken);
        List<(ReadOnlyMemory<char>, ReadOnlyMemory<char>)> texts = [];
        List<int> classes = [];
        using DataViewRowCursor cursor = data.GetRowCursor(columns);
        (Func<ReadOnlyMemory<char>> first, Func<ReadOnlyMemory<char>> second) = TextColumn.Readers(cursor, columns);
        int row = 0;
        for (; cursor.MoveNext(); row++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            if (row >= labels.Classes.Length)
            {
                throw LabelColumn.NotRepeatable();
            }

            if (labels.Classes[row] >= 0)
            {
                // Copied: the memory of a row may be used again for the next one.
                texts.Add((first().ToArray(), second().ToArray()));
                classes.Add(labels.Classes[row]);
            }
        }

        return row == labels.Classes.Length ? new LabelledTexts(texts, [.. classes], labels) : throw LabelColumn.NotRepeatable();
    }

    /// <summary>The same texts with class numbers of other values, among which theirs are.</summary>
    /// <exception cref="InvalidOperationException">A text has a label that is not among them.</exception>
    public LabelledTexts NumberedBy(Prediction.LabelValues labels, string labelColumn)
    {
        LabelColumn numbered = Labels.NumberedBy(labels, labelColumn);
        return new LabelledTexts(Texts, [.. numbered.Classes.Where(target => target >= 0)], numbered);
    }

    /// <summary>How many texts there are twice or more with different labels: whatever is learned, some of these will be wrong.</summary>
    public int CountContradictions()
    {
        Dictionary<(string, string), int> seen = [];
        HashSet<(string, string)> contradicted = [];
        int count = 0;
        for (int i = 0; i < Texts.Count; i++)
        {
            (string, string) text = (Texts[i].First.ToString(), Texts[i].Second.ToString());
            if (!seen.TryAdd(text, Classes[i]) && seen[text] != Classes[i] && contradicted.Add(text))
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>Encodes the texts on all cores.</summary>
    /// <param name="input">What encodes them.</param>
    /// <param name="which">The texts wanted.</param>
    /// <param name="dropRate">The share of a text that training leaves out.</param>
    /// <param name="seed">Decides what.</param>
    /// <param name="cancellation">Ends the encoding.</param>
    public TextExamples Encode(ITextInput input, int[] which, double dropRate, int seed, CancellationToken cancellation)
    {
        EncodedText[] encoded = new EncodedText[which.Length];
        Parallel.For(0, which.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            (ReadOnlyMemory<char> first, ReadOnlyMemory<char> second) = Texts[which[i]];
            encoded[i] = input.Encode(first.Span, second.Span);
        });
        return new TextExamples(input, encoded, [.. which.Select(i => Classes[i])], dropRate, seed);
    }
}
