using Microsoft.ML.Tokenizers;

namespace Muon.Portable.Tokenizers.Tests;

/// <summary>Cuts at single spaces.</summary>
internal sealed class Spaces : PreTokenizer
{
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        int start = 0;
        foreach (string word in text.Split(' '))
        {
            if (word.Length > 0)
            {
                yield return (start, word.Length);
            }

            start += word.Length + 1;
        }
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());
}
