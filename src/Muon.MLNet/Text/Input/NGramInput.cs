using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Text;

/// <summary>
/// Bags of n-grams: (batch, features) rows of the table, padding being the row behind the last one. Features that were not learned are not there.
/// </summary>
internal sealed class NGramInput : ITextInput
{
    private readonly NGramHasher _hasher;
    private readonly Dictionary<uint, int> _rows;

    /// <param name="settings">Which n-grams are features.</param>
    /// <param name="features">The hashes of the features, each once; a feature's place is its row.</param>
    public NGramInput(NGramSettings settings, ReadOnlySpan<uint> features)
    {
        _hasher = new NGramHasher(settings);
        _rows = new Dictionary<uint, int>(features.Length);
        foreach (uint feature in features)
        {
            _rows.Add(feature, _rows.Count);
        }
    }

    public string Unit => "features";

    public EncodedText Encode(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        List<uint> features = [];
        _hasher.Add(first, field: 0, features);
        _hasher.Add(second, field: 1, features);
        int[] rows = new int[features.Count];
        int count = 0;
        foreach (uint feature in features)
        {
            if (_rows.TryGetValue(feature, out int row))
            {
                rows[count++] = row;
            }
        }

        return new EncodedText(rows[..count], count);
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
        Array.Fill(ids, _rows.Count);
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
