using System.Text;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>Walks over a text by the bytes of its UTF-8, and tells which characters they belong to.</summary>
/// <param name="text">Well-formed text.</param>
internal struct BytePosition(string text)
{
    /// <summary>Where the character begins in which the position is.</summary>
    private int _character;

    /// <summary>How many bytes of that character are behind the position.</summary>
    private int _taken;

    /// <summary>The characters that the next <paramref name="count"/> bytes, at least one, are part of.</summary>
    /// <exception cref="InvalidOperationException">The text has no such bytes.</exception>
    public (int Start, int End) Take(int count)
    {
        int start = _character;
        int end = start;
        int left = count;
        while (left > 0)
        {
            if (_character >= text.Length)
            {
                throw new InvalidOperationException("The tokens have more bytes than the text.");
            }

            Rune.DecodeFromUtf16(text.AsSpan(_character), out Rune rune, out int units);
            int here = Math.Min(left, rune.Utf8SequenceLength - _taken);
            left -= here;
            _taken += here;
            end = _character + units;
            if (_taken == rune.Utf8SequenceLength)
            {
                _character = end;
                _taken = 0;
            }
        }

        return (start, end);
    }
}
