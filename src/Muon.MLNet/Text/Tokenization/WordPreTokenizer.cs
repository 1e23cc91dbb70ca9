using Microsoft.ML.Tokenizers;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>GPT-2's pieces (<see cref="WordSplitter"/>), for the tokenizer of Microsoft.ML.Tokenizers.</summary>
/// <remarks>Its own <c>RobertaPreTokenizer</c> looks at UTF-16 units, so that letters outside of the first plane are none to it.</remarks>
internal sealed class WordPreTokenizer : PreTokenizer
{
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = WordSplitter.EndOfPiece(text, start, marksJoin: false);
            yield return (start, end - start);
            start = end;
        }
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(new string(text));
}
