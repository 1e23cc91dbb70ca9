namespace Muon.MLNet.Text;

/// <summary>A text, or a pair of texts, as the ids that a network reads.</summary>
/// <param name="Ids">Ids of tokens or of features.</param>
/// <param name="SecondStart">Where the second segment begins; the length where there is none.</param>
internal readonly record struct EncodedText(int[] Ids, int SecondStart)
{
    public int Length => Ids.Length;
}
