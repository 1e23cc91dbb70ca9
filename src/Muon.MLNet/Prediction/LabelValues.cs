using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Prediction;

/// <summary>
/// The values behind the classes of a label: the key values that <c>MapValueToKey</c> found, in the order of the keys.
/// They go into the annotations of the output columns and into model files.
/// </summary>
internal abstract class LabelValues
{
    /// <summary>Gets the number of classes.</summary>
    public abstract int Count { get; }

    /// <summary>Gets the name of the values' type, one of a fixed list; <c>none</c> for a key without values.</summary>
    public abstract string Kind { get; }

    /// <summary>Gets the values as text, in the invariant culture; the names of the classes.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Adds the values as an annotation such as <c>KeyValues</c>. Does nothing for a key without values.</summary>
    public abstract void AddTo(DataViewSchema.Annotations.Builder annotations, string name);

    /// <summary>A step that turns the class number in one column, from 1, into a key with these values in another.</summary>
    /// <param name="context">Where steps are made.</param>
    /// <param name="numbers">A view of all class numbers in order, in a column <paramref name="indexColumn"/>.</param>
    /// <param name="outputColumn">The column to make.</param>
    /// <param name="indexColumn">The column of class numbers.</param>
    public abstract ITransformer MapIndex(MLContext context, IDataView numbers, string outputColumn, string indexColumn);

    /// <summary>Adds the names of the classes as a text annotation such as <c>SlotNames</c>.</summary>
    public void AddNamesTo(DataViewSchema.Annotations.Builder annotations, string name)
    {
        ReadOnlyMemory<char>[] names = [.. Names.Select(value => value.AsMemory())];
        annotations.Add(name, new VectorDataViewType(TextDataViewType.Instance, names.Length), Getter(names));
    }

    /// <summary>These values, and behind them those of <paramref name="more"/> that are not among them.</summary>
    /// <exception cref="ArgumentException">The values are of another kind.</exception>
    public LabelValues With(LabelValues more)
    {
        if (!string.Equals(Kind, more.Kind, StringComparison.Ordinal))
        {
            throw new ArgumentException($"Training cannot continue from the previous model: its labels are of the kind '{Kind}', those of the label column of the kind '{more.Kind}' ('none' is a key without values). Map the labels to keys as for the model.", "previousModel");
        }

        string[] names = [.. Names.Union(more.Names, StringComparer.Ordinal)];
        return names.Length == Count ? this : Parse(Kind, names.Length, names);
    }

    /// <summary>Reads the key values of a label column.</summary>
    /// <exception cref="NotSupportedException">The values are of a type that no label has.</exception>
    public static LabelValues Of(DataViewSchema.Column label, int count)
    {
        if (label.Annotations.Schema.GetColumnOrNull("KeyValues") is null)
        {
            return new NoLabelValues(count);
        }

        DataViewType type = ((VectorDataViewType)label.Annotations.Schema["KeyValues"].Type).ItemType;
        return LabelValueKind.Find(type)?.Read(label)
            ?? throw new NotSupportedException($"Label column '{label.Name}' has key values of type {type}; text, numbers and Booleans are supported.");
    }

    /// <summary>Builds the values from what a model file holds.</summary>
    /// <exception cref="InvalidDataException">The kind is unknown, or a value cannot be read.</exception>
    public static LabelValues Parse(string kind, int count, IReadOnlyList<string> values)
    {
        if (string.Equals(kind, NoLabelValues.KindName, StringComparison.Ordinal))
        {
            return new NoLabelValues(count);
        }

        if (values.Count != count)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The model names {values.Count} classes, but has {count}."));
        }

        return LabelValueKind.Find(kind)?.Parse(values) ?? throw new InvalidDataException($"The model's labels are of an unknown kind '{kind}'.");
    }

    protected static ValueGetter<VBuffer<T>> Getter<T>(T[] values) =>
        (ref VBuffer<T> destination) =>
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, values.Length);
            values.CopyTo(editor.Values);
            destination = editor.Commit();
        };
}
