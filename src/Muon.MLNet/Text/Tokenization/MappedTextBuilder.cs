using System.Runtime.InteropServices;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>Puts a <see cref="MappedText"/> together from the left.</summary>
internal sealed class MappedTextBuilder(int capacity)
{
    private readonly List<char> _text = new(capacity);
    private readonly List<int> _starts = new(capacity);
    private readonly List<int> _ends = new(capacity);

    /// <summary>Adds characters that come from <paramref name="start"/> up to <paramref name="end"/> of the original, all of them.</summary>
    public void Add(ReadOnlySpan<char> characters, int start, int end)
    {
        foreach (char character in characters)
        {
            _text.Add(character);
            _starts.Add(start);
            _ends.Add(end);
        }
    }

    public MappedText Build() => new(new string(CollectionsMarshal.AsSpan(_text)), [.. _starts], [.. _ends]);
}
