using System.Buffers;

namespace Microsoft.ML.Data;

/// <summary>Lines cut into fields. Fields at or behind <c>limit</c> are of no interest to anybody.</summary>
internal sealed class FieldReader(TextLoader.Options options, IMultiStreamSource source, int limit) : IDisposable
{
    private const int SampleLines = 100;
    private readonly LineReader _lines = new(options, source);
    private readonly SearchValues<char> _separators = SearchValues.Create(options.Separators);
    private readonly char _separator = options.Separators[0];
    private readonly bool _oneSeparator = options.Separators.Length == 1;
    private readonly bool _skipBlanks = !options.Separators.Contains(' ');
    private char[] _line;
    private int[] _starts = new int[16];
    private int[] _ends = new int[16];

    // Of a sparse line: the place of each stored field in the whole line.
    private int[] _indices = [];
    private bool _sparse;

    public long LineNumber => _lines.LineNumber;

    /// <summary>How many fields are stored.</summary>
    public int Count { get; private set; }

    /// <summary>How many fields the line has, those of a sparse line included that are not stored.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<char> this[int at] => _line.AsSpan(_starts[at], _ends[at] - _starts[at]);

    /// <summary>Goes to the next row.</summary>
    public bool Read()
    {
        do
        {
            if (!_lines.Read())
            {
                return false;
            }
        }
        while (_lines.IsHeader);

        Split();
        return true;
    }

    /// <summary>The place of the first stored field at or behind a field of the line.</summary>
    public int Seek(int field)
    {
        if (!_sparse)
        {
            return Math.Min(field, Count);
        }

        int at = _indices.AsSpan(0, Count).BinarySearch(field);
        return at < 0 ? ~at : at;
    }

    public int FieldAt(int at) => _sparse ? _indices[at] : at;

    /// <summary>Reads the header and, when asked for, the number of fields that all lines of a sample share.</summary>
    public int Sample(bool size, out string[] header)
    {
        header = null;
        int length = 0;
        for (int i = 0; i < (size ? SampleLines : 1) && _lines.Read(); i++)
        {
            Split();
            Contracts.CheckParam(length == 0 || length == Length, nameof(TextLoader.Column.Source), "The size of input lines is not consistent");
            length = Length;
            if (_lines.IsHeader)
            {
                header ??= [.. Enumerable.Range(0, Count).Select(at => this[at].Trim().ToString())];
            }
        }

        return length;
    }

    public void Dispose() => _lines.Dispose();

    private void Split()
    {
        Count = 0;
        _sparse = false;
        char[] line = _line = _lines.Buffer;
        int end = _lines.End;
        int most = options.AllowSparse ? int.MaxValue : limit;
        for (int at = _lines.Start; Count < most; at++)
        {
            while (_skipBlanks && at < end && line[at] == ' ')
            {
                at++;
            }

            if (options.AllowQuoting && at < end && line[at] == '"')
            {
                at = AddQuoted(line, at + 1, end);
            }
            else
            {
                int start = at;
                at = SeekSeparator(line, at, end);
                Add(start, at);
            }

            if (at >= end)
            {
                break;
            }
        }

        Length = Count;
        if (options.AllowSparse)
        {
            Expand();
        }
    }

    /// <summary>Takes the quotes away in place; gives back where the field ends.</summary>
    private int AddQuoted(char[] line, int start, int end)
    {
        char escape = options.EscapeChar;
        int to = start;
        int at = start;
        for (; at < end; at++)
        {
            char c = line[at];
            bool more = at + 1 < end;
            if (c == escape && more && line[at + 1] == '"')
            {
                at++;
            }
            else if (c == '"')
            {
                break;
            }
            else if (c == escape && more)
            {
                line[to++] = c;
                at++;
            }

            line[to++] = line[at];
        }

        bool closed = at < end;
        at++;
        while (at < end && line[at] == ' ' && _skipBlanks)
        {
            at++;
        }

        if (at < end && !_separators.Contains(line[at]))
        {
            // Something behind the closing quote spoils the field.
            at = SeekSeparator(line, at, end);
            closed = false;
        }

        Add(start, closed ? to : start);
        return at;
    }

    /// <summary>Most fields are short: the first characters are looked at one by one.</summary>
    private int SeekSeparator(char[] line, int at, int end)
    {
        if (_oneSeparator)
        {
            char separator = _separator;
            for (int near = Math.Min(end, at + 16); at < near; at++)
            {
                if (line[at] == separator)
                {
                    return at;
                }
            }
        }

        int length = line.AsSpan(at, end - at).IndexOfAny(_separators);
        return length < 0 ? end : at + length;
    }

    private void Add(int start, int end)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * Count);
            Array.Resize(ref _ends, 2 * Count);
        }

        _starts[Count] = start;
        _ends[Count++] = end;
    }

    /// <summary>
    /// From the first field that looks like 12:value on, a line lists some of its last fields by index. How many these
    /// are stands in the field before, unless the options give the size of a line.
    /// </summary>
    private void Expand()
    {
        int first = 0;
        while (first < Count && !IsIndexed(this[first], out _, out _))
        {
            first++;
        }

        if (first == Count)
        {
            return;
        }

        int total = Count;
        Count = first;
        int origin = first;
        int size = options.InputSize is > 0 and { } given ? given - first : 0;
        if (size == 0 && first > 0 && int.TryParse(this[first - 1], System.Globalization.NumberStyles.None, null, out size))
        {
            origin = Count = first - 1;
        }

        Length = origin + Math.Max(size, 0);
        if (_indices.Length < _starts.Length)
        {
            _indices = new int[_starts.Length];
        }

        for (int i = 0; i < Count; i++)
        {
            _indices[i] = i;
        }

        _sparse = true;
        for (int at = first, least = 0; at < total && IsIndexed(this[at], out int index, out int value) && index >= least && index < size; at++)
        {
            least = index + 1;
            _indices[Count] = origin + index;
            _starts[Count] = _starts[at] + value;
            _ends[Count++] = _ends[at];
        }
    }

    private static bool IsIndexed(ReadOnlySpan<char> field, out int index, out int value)
    {
        int colon = field.IndexOf(':');
        value = colon + 1;
        index = 0;
        if (colon <= 0 || !int.TryParse(field[..colon], System.Globalization.NumberStyles.None, null, out index))
        {
            return false;
        }

        while (value < field.Length && field[value] == ' ')
        {
            value++;
        }

        return true;
    }
}
