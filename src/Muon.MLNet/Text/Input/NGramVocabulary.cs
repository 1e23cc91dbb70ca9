using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Muon.MLNet.Text;

/// <summary>Which n-grams get a row of the table.</summary>
internal static class NGramVocabulary
{
    /// <summary>So many candidates are counted at once; beyond, those that were seen in one text only are forgotten.</summary>
    private const int MostCandidates = 1 << 23;

    /// <summary>Chooses the features that the most texts have; of equals the lower hash.</summary>
    /// <param name="settings">Which n-grams are features.</param>
    /// <param name="texts">The training texts.</param>
    /// <param name="minTexts">In how many texts a feature must occur.</param>
    /// <param name="maxFeatures">How many are chosen at most.</param>
    /// <param name="cancellation">Ends the counting.</param>
    /// <returns>Their hashes, the most frequent first.</returns>
    public static uint[] Learn(
        NGramSettings settings, IReadOnlyList<(ReadOnlyMemory<char> First, ReadOnlyMemory<char> Second)> texts, int minTexts, int maxFeatures, CancellationToken cancellation)
    {
        NGramHasher hasher = new(settings);
        Dictionary<uint, int> counts = [];
        List<uint> features = [];
        int limit = MostCandidates;
        foreach ((ReadOnlyMemory<char> first, ReadOnlyMemory<char> second) in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            features.Clear();
            hasher.Add(first.Span, field: 0, features);
            hasher.Add(second.Span, field: 1, features);
            foreach (uint feature in features.Distinct())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, feature, out _)++;
            }

            if (counts.Count > limit)
            {
                Forget(counts);
                limit = Math.Max(limit, 2 * counts.Count);
            }
        }

        return [.. counts.Where(count => count.Value >= minTexts)
            .OrderByDescending(count => count.Value)
            .ThenBy(count => count.Key)
            .Take(maxFeatures)
            .Select(count => count.Key)];
    }

    /// <summary>Features as bytes.</summary>
    public static byte[] Write(ReadOnlySpan<uint> features)
    {
        byte[] bytes = new byte[features.Length * sizeof(uint)];
        for (int i = 0; i < features.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), features[i]);
        }

        return bytes;
    }

    /// <summary>What <see cref="Write"/> wrote.</summary>
    public static uint[] Read(ReadOnlySpan<byte> bytes)
    {
        uint[] features = new uint[bytes.Length / sizeof(uint)];
        for (int i = 0; i < features.Length; i++)
        {
            features[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
        }

        return features;
    }

    private static void Forget(Dictionary<uint, int> counts)
    {
        foreach (uint feature in counts.Where(count => count.Value == 1).Select(count => count.Key).ToArray())
        {
            counts.Remove(feature);
        }
    }
}
