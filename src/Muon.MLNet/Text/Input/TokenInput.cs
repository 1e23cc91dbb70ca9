using Muon.MLNet.Text.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Text;

/// <summary>
/// Sequences of tokens: (batch, 2, length), token ids and below them segments. A text that is too long loses its end; of a pair the longer
/// text loses first, so that a short question beside a long document stays whole.
/// </summary>
internal sealed class TokenInput(ITextTokenizer tokenizer, TokenSettings settings) : ITextInput
{
    public ITextTokenizer Tokenizer => tokenizer;

    public TokenSettings Settings => settings;

    public string Unit => "tokens";

    public EncodedText Encode(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        List<TextToken> left = [], right = [];
        tokenizer.Encode(first, left);
        tokenizer.Encode(second, right);
        (int start, int separators) = (tokenizer.Special.StartId is null ? 0 : 1, tokenizer.Special.SeparatorId is null ? 0 : 1);
        bool isPair = right.Count > 0;
        int between = isPair && settings.DoubleSeparator ? separators : 0;
        int room = settings.MaxLength - start - separators - between - (isPair ? separators : 0);
        (int leftCount, int rightCount) = Share(left.Count, right.Count, room);

        List<int> ids = [];
        AddSpecial(tokenizer.Special.StartId);
        ids.AddRange(left.Take(leftCount).Select(token => token.Id));
        AddSpecial(tokenizer.Special.SeparatorId);
        int secondStart = ids.Count;
        if (isPair)
        {
            if (settings.DoubleSeparator)
            {
                AddSpecial(tokenizer.Special.SeparatorId);
            }

            ids.AddRange(right.Take(rightCount).Select(token => token.Id));
            AddSpecial(tokenizer.Special.SeparatorId);
        }

        return new EncodedText([.. ids], secondStart);

        void AddSpecial(int? id)
        {
            if (id is { } known)
            {
                ids.Add(known);
            }
        }
    }

    /// <summary>How many tokens of each text are read: both whole where they fit, else the shorter one gets up to half of the room.</summary>
    public static (int First, int Second) Share(int first, int second, int room)
    {
        if (first + second <= room)
        {
            return (first, second);
        }

        int half = room / 2;
        return first <= half ? (first, room - first)
            : second <= room - half ? (room - second, second)
            : (half + (room % 2), half);
    }

    /// <summary>Replaces tokens by the one that stands for what is left out, or by the unknown one; special ones stay.</summary>
    public EncodedText Drop(EncodedText text, double rate, Random random)
    {
        SpecialTokenIds special = tokenizer.Special;
        int? blank = special.MaskId ?? special.UnknownId;
        if (blank is not { } instead)
        {
            return text;
        }

        int[] ids = [.. text.Ids];
        for (int i = 0; i < ids.Length; i++)
        {
            // Drawn for each place, so that what is drawn does not depend on what stands there.
            bool isDrawn = random.NextSingle() < rate;
            if (isDrawn && ids[i] != special.StartId && ids[i] != special.SeparatorId)
            {
                ids[i] = instead;
            }
        }

        return text with { Ids = ids };
    }

    public Tensor ToTensor(ReadOnlySpan<EncodedText> texts, Device device)
    {
        int length = 1;
        foreach (EncodedText text in texts)
        {
            length = Math.Max(length, text.Length);
        }

        long[] values = new long[texts.Length * 2 * length];
        for (int i = 0; i < texts.Length; i++)
        {
            Span<long> ids = values.AsSpan(i * 2 * length, length);
            Span<long> segments = values.AsSpan(((i * 2) + 1) * length, length);
            ids.Fill(tokenizer.PaddingId);
            for (int j = 0; j < texts[i].Length; j++)
            {
                ids[j] = texts[i].Ids[j];
                segments[j] = settings.HasSegments && j >= texts[i].SecondStart ? 1 : 0;
            }
        }

        return tensor(values, [texts.Length, 2, length], device: device);
    }
}
