using System.Globalization;
using Microsoft.ML;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Training;

/// <summary>The classes of all rows, read before the pictures or texts are.</summary>
/// <param name="Classes">The class of each row, from 0; -1 where the label is missing.</param>
/// <param name="Labels">The values behind the classes.</param>
internal sealed record LabelColumn(int[] Classes, LabelValues Labels)
{
    public long Missing => Classes.LongCount(target => target < 0);

    public static InvalidOperationException NotRepeatable() =>
        new("The data gave other rows when it was read a second time; training reads it twice, the labels first. Call Cache on the data, or do not shuffle it.");

    /// <summary>The same rows with class numbers of other values, among which those of this column are; by value, whatever their order.</summary>
    /// <param name="labels">The values to number by.</param>
    /// <param name="name">The label column, for an error.</param>
    /// <exception cref="InvalidOperationException">A row has a value that is not among them.</exception>
    public LabelColumn NumberedBy(LabelValues labels, string name)
    {
        Dictionary<string, int> numbers = labels.Names.Select((value, number) => (value, number)).ToDictionary(pair => pair.value, pair => pair.number, StringComparer.Ordinal);
        int[] map = [.. Labels.Names.Select(value => numbers.GetValueOrDefault(value, -1))];
        int unknown = Classes.FirstOrDefault(target => target >= 0 && map[target] < 0, -1);
        return unknown < 0
            ? new LabelColumn([.. Classes.Select(target => target < 0 ? target : map[target])], labels)
            : throw new InvalidOperationException($"Label '{Labels.Names[unknown]}' in column '{name}' of ValidationSet is no class of the previous model, nor one of the training data. The classes are: {string.Join(", ", labels.Names.Take(10))}.");
    }

    /// <param name="data">The view.</param>
    /// <param name="name">The label column.</param>
    /// <param name="purpose">What the rows are for, in an error: to train on, to validate with.</param>
    /// <param name="cancellation">Checked for every row.</param>
    /// <exception cref="InvalidOperationException">No row has a label.</exception>
    public static LabelColumn Read(IDataView data, string name, string purpose, CancellationToken cancellation)
    {
        DataViewSchema.Column label = data.Schema.GetColumnOrNull(name) ?? throw SchemaErrors.Missing("label", name);
        int count = LabelReader.ClassCount(label);
        List<int> classes = [];
        using DataViewRowCursor cursor = data.GetRowCursor([label]);
        Func<int> read = LabelReader.Create(cursor, label);
        while (cursor.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            classes.Add(read());
        }

        LabelColumn column = new([.. classes], LabelValues.Of(label, count));
        return classes.Exists(target => target >= 0)
            ? column
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"There are no rows to {purpose}: 0 rows have a label in column '{name}', {column.Missing} lack one."));
    }
}
