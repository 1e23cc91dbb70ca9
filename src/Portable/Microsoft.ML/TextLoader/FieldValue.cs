namespace Microsoft.ML.Data;

/// <summary>The value of one column in the current row of a cursor.</summary>
internal abstract class FieldValue(string column)
{
    public abstract void Read(FieldReader fields);

    /// <summary>A getter of the value; <paramref name="check"/> throws where there is no row.</summary>
    public abstract Delegate CreateGetter(Action check);

    protected T Parse<T>(FieldParser<T> parser, FieldReader fields, ReadOnlySpan<char> text) =>
        parser(text, out T value)
            ? value
            : throw new InvalidOperationException($"Could not parse value {text} in line {fields.LineNumber}, column {column}");
}

internal sealed class ScalarFieldValue<T>(string column, FieldParser<T> parser, T missing, int field) : FieldValue(column)
{
    private T _value;

    public override void Read(FieldReader fields)
    {
        int at = fields.Seek(field);
        ReadOnlySpan<char> text = at < fields.Count && fields.FieldAt(at) == field ? fields[at] : default;
        _value = text.IsEmpty ? missing : Parse(parser, fields, text);
    }

    public override Delegate CreateGetter(Action check) => (ValueGetter<T>)((ref T value) =>
    {
        check();
        value = _value;
    });
}

/// <summary>A vector is given out sparse when no more than half of its fields hold something, as ML.NET does.</summary>
internal sealed class VectorFieldValue<T>(string column, FieldParser<T> parser, T missing, (int Min, int Limit)[] ranges, int size) : FieldValue(column)
{
    private readonly bool _missingIsDefault = EqualityComparer<T>.Default.Equals(missing, default);
    private T[] _values = new T[size];
    private int[] _slots = new int[size];
    private int _count;
    private int _length;

    public override void Read(FieldReader fields)
    {
        _count = 0;
        _length = 0;
        foreach ((int min, int limit) in ranges)
        {
            int end = limit == int.MaxValue ? Math.Max(min, fields.Length) : limit;
            int last = fields.Seek(end);
            for (int at = fields.Seek(min); at < last; at++)
            {
                ReadOnlySpan<char> text = fields[at];
                if (!text.IsEmpty)
                {
                    Store(_length + fields.FieldAt(at) - min, Parse(parser, fields, text));
                }
            }

            _length += end - min;
        }
    }

    public override Delegate CreateGetter(Action check) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
    {
        check();
        bool sparse = _missingIsDefault && _count < _length && _count <= _length / 2;
        VBufferEditor<T> editor = VBufferEditor.Create(ref value, _length, sparse ? _count : _length);
        if (sparse || _count == _length)
        {
            _values.AsSpan(0, _count).CopyTo(editor.Values);
            _slots.AsSpan(0, sparse ? _count : 0).CopyTo(editor.Indices);
        }
        else
        {
            editor.Values.Fill(missing);
            for (int i = 0; i < _count; i++)
            {
                editor.Values[_slots[i]] = _values[i];
            }
        }

        value = editor.Commit();
    });

    private void Store(int slot, T value)
    {
        if (_count == _values.Length)
        {
            Array.Resize(ref _values, Math.Max(16, 2 * _count));
            Array.Resize(ref _slots, _values.Length);
        }

        _values[_count] = value;
        _slots[_count++] = slot;
    }
}
