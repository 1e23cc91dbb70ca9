namespace Muon.MLNet.Text.Tokenization;

/// <summary>Where a byte-level vocabulary has its special tokens.</summary>
internal static class BytePairIds
{
    private const string EndOfText = "<|endoftext|>";

    /// <summary>
    /// With dict.txt, RoBERTa's order: the first four ids, and the mask behind the dictionary. Else the tokens of these names. A
    /// vocabulary without any, as GPT-2's, pads with its <c>&lt;|endoftext|&gt;</c>, or, without that, with an id of its own.
    /// </summary>
    public static (int Size, int Padding, SpecialTokenIds Special) Of(BytePairVocabulary vocabulary)
    {
        if (vocabulary.Order is { } order)
        {
            return (order.MaskId + 1, BytePairOrder.PaddingId, new SpecialTokenIds(BytePairOrder.StartId, BytePairOrder.SeparatorId, BytePairOrder.UnknownId, order.MaskId));
        }

        int size = vocabulary.Tokens.Length;
        var special = new SpecialTokenIds(IdOf("<s>"), IdOf("</s>"), IdOf("<unk>"), IdOf("<mask>"));
        return (IdOf("<pad>") ?? IdOf(EndOfText)) is { } padding ? (size, padding, special) : (size + 1, size, special);

        int? IdOf(string token) => Array.IndexOf(vocabulary.Tokens, token) is >= 0 and int id ? id : null;
    }
}
