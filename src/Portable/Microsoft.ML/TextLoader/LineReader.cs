using System.Buffers;

namespace Microsoft.ML.Data;

/// <summary>The data lines of several files, one after the other, without a string per line.</summary>
internal sealed class LineReader(TextLoader.Options options, IMultiStreamSource source) : IDisposable
{
    private readonly bool _joins = options.ReadMultilines && options.AllowQuoting;
    private readonly QuoteScanner _quotes = new(options);
    private readonly ArrayBufferWriter<char> _joined = new();
    private char[] _block = new char[1 << 16];
    private int _next;
    private int _filled;
    private int _file = -1;
    private bool _afterReturn;
    private bool _beforeData;
    private bool _headerPending;
    private TextReader _reader;

    /// <summary>The current line is <c>Buffer[Start..End]</c>; its owner may write into it.</summary>
    public char[] Buffer { get; private set; }

    public int Start { get; private set; }
    public int End { get; private set; }
    public long LineNumber { get; private set; }
    public bool IsHeader { get; private set; }

    private ReadOnlySpan<char> Line => Buffer.AsSpan(Start, End - Start);

    /// <summary>Goes to the next line that is neither empty nor a comment.</summary>
    public bool Read()
    {
        while (true)
        {
            if (_reader is null && !OpenNext())
            {
                return false;
            }

            if (!ReadPhysicalLine())
            {
                Close();
                continue;
            }

            // Lines that begin with # in front of the data are a description of the columns, which we do not use.
            ReadOnlySpan<char> line = Line;
            if (line.IsEmpty || line.StartsWith("//") || (_beforeData && line[0] == '#'))
            {
                continue;
            }

            _beforeData = false;
            if (_joins && line.Contains('"'))
            {
                JoinQuotedLines();
            }

            IsHeader = _headerPending;
            _headerPending = false;
            if (options.TrimWhitespace)
            {
                End = Start + Line.TrimEnd().Length;
            }

            return true;
        }
    }

    public void Dispose() => Close();

    private bool OpenNext()
    {
        if (++_file >= source.Count)
        {
            return false;
        }

        _reader = source.OpenTextReader(_file);
        _next = _filled = 0;
        _afterReturn = false;
        _beforeData = true;
        _headerPending = options.HasHeader;
        LineNumber = 0;
        return true;
    }

    private void Close()
    {
        _reader?.Dispose();
        _reader = null;
    }

    private void JoinQuotedLines()
    {
        bool open = _quotes.EndsInside(Line, inside: false);
        if (!open)
        {
            return;
        }

        // Joined lines count as one.
        long number = LineNumber;
        _joined.ResetWrittenCount();
        _joined.Write(Line);
        while (open)
        {
            if (!ReadPhysicalLine())
            {
                throw new FormatException($"A quoted field is still open at the end of the file (line {number})");
            }

            open = _quotes.EndsInside(Line, inside: true);
            _joined.Write("\n");
            _joined.Write(Line);
        }

        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(_joined.WrittenMemory, out ArraySegment<char> joined);
        (Buffer, Start, End, LineNumber) = (joined.Array, 0, joined.Count, number);
    }

    private bool ReadPhysicalLine()
    {
        if (_afterReturn && (_next < _filled || Fill()) && _block[_next] == '\n')
        {
            _next++;
        }

        _afterReturn = false;
        for (int scanned = 0; ;)
        {
            int at = _block.AsSpan(_next + scanned, _filled - _next - scanned).IndexOfAny('\n', '\r');
            if (at >= 0)
            {
                SetLine(scanned + at);
                _afterReturn = _block[_next++] == '\r';
                return true;
            }

            scanned = _filled - _next;
            if (!Fill())
            {
                SetLine(scanned);
                return scanned > 0;
            }
        }
    }

    private void SetLine(int length)
    {
        LineNumber++;
        Buffer = _block;
        Start = _next;
        End = _next += length;
    }

    /// <summary>Reads more behind what is not used yet, which moves to the front.</summary>
    private bool Fill()
    {
        int rest = _filled - _next;
        if (rest == _block.Length)
        {
            Array.Resize(ref _block, 2 * rest);
        }

        _block.AsSpan(_next, rest).CopyTo(_block);
        _next = 0;
        _filled = rest;
        int read = _reader.Read(_block, rest, _block.Length - rest);
        _filled += read;
        return read > 0;
    }
}

/// <summary>Where quoted text ends.</summary>
internal sealed class QuoteScanner(TextLoader.Options options)
{
    private readonly SearchValues<char> _separators = SearchValues.Create(options.Separators);
    private readonly bool _skipBlanks = !options.Separators.Contains(' ');

    /// <summary>Whether the line leaves a quoted field open; it may begin inside of one.</summary>
    public bool EndsInside(ReadOnlySpan<char> line, bool inside)
    {
        for (int at = 0; at < line.Length || inside;)
        {
            while (!inside && _skipBlanks && at < line.Length && line[at] == ' ')
            {
                at++;
            }

            if (inside || (at < line.Length && line[at] == '"'))
            {
                at = Close(line, inside ? at : at + 1);
                inside = false;
                if (at < 0)
                {
                    return true;
                }
            }

            int separator = line[at..].IndexOfAny(_separators);
            if (separator < 0)
            {
                return false;
            }

            at += separator + 1;
        }

        return false;
    }

    /// <summary>The place behind the closing quote, or -1.</summary>
    private int Close(ReadOnlySpan<char> line, int at)
    {
        char escape = options.EscapeChar;
        for (; at < line.Length; at++)
        {
            bool next = at + 1 < line.Length;
            if (escape == '"' ? line[at] == '"' && next && line[at + 1] == '"' : line[at] == escape && next)
            {
                at++;
            }
            else if (line[at] == '"')
            {
                return at + 1;
            }
        }

        return -1;
    }
}
