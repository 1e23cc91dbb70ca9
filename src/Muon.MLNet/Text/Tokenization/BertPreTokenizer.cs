using System.Text;
using Microsoft.ML.Tokenizers;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>BERT's words, in text that <see cref="BertNormalization"/> made: divided by white space, punctuation and ideographs one by one.</summary>
/// <remarks>The pre-tokenizer that <c>BertTokenizer</c> brings leaves symbols such as <c>$</c> and <c>+</c> out.</remarks>
internal sealed class BertPreTokenizer : PreTokenizer
{
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        int start = 0;
        int at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool alone = BertCharacters.StandsAlone(rune);
            if (alone || Rune.IsWhiteSpace(rune))
            {
                if (at > start)
                {
                    yield return (start, at - start);
                }

                if (alone)
                {
                    yield return (at, rune.Utf16SequenceLength);
                }

                start = at + rune.Utf16SequenceLength;
            }

            at += rune.Utf16SequenceLength;
        }

        if (at > start)
        {
            yield return (start, at - start);
        }
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(new string(text));
}
