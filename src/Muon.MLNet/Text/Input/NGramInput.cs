using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Text;

/// <summary>Bags of n-grams: (batch, features) rows of the table, padding being the row behind the last one.</summary>
internal sealed class NGramInput(NGramSettings settings) : ITextInput
{
    private readonly NGramHasher _hasher = new(settings);

    public string Unit => "features";

    public EncodedText Encode(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        List<int> features = [];
        _hasher.Add(first, field: 0, features);
        int start = features.Count;
        _hasher.Add(second, field: 1, features);
        return new EncodedText([.. features], start);
    }

    public EncodedText Drop(EncodedText text, double rate, Random random)
    {
        int[] kept = new int[text.Length];
        int count = 0;
        foreach (int feature in text.Ids)
        {
            if (random.NextSingle() >= rate)
            {
                kept[count++] = feature;
            }
        }

        return new EncodedText(kept[..count], count);
    }

    public Tensor ToTensor(ReadOnlySpan<EncodedText> texts, Device device)
    {
        int length = 1;
        foreach (EncodedText text in texts)
        {
            length = Math.Max(length, text.Length);
        }

        long[] ids = new long[texts.Length * length];
        Array.Fill(ids, settings.Buckets);
        for (int i = 0; i < texts.Length; i++)
        {
            for (int j = 0; j < texts[i].Length; j++)
            {
                ids[(i * length) + j] = texts[i].Ids[j];
            }
        }

        return tensor(ids, [texts.Length, length], device: device);
    }
}
