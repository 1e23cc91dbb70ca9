using System.Globalization;
using System.Text;
using Muon.MLNet.Text.Tokenization;

namespace Muon.MLNet.Text;

/// <summary>
/// The features of a text: its words, pairs of neighbouring words, and runs of characters within words, each as a hash
/// of 32 bits (Weinberger et al., arXiv:0902.2206; runs of characters as in Bojanowski et al., arXiv:1607.04606).
/// </summary>
internal sealed class NGramHasher(NGramSettings settings)
{
    /// <summary>
    /// Of longer words only so many characters are cut into runs. Scripts without spaces, such as Thai, have words as long as a sentence; longer ones are
    /// no text.
    /// </summary>
    private const int MaxRunCharacters = 256;

    private const uint WordKind = 1;
    private const uint PairKind = 2;
    private const uint RunKind = 3;
    private const char WordEdge = '\u0001';

    /// <summary>Adds the features of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="field">The column that it stands in, from 0: the same word in another column is another feature.</param>
    /// <param name="features">Receives the hashes; a feature that occurs twice is there twice.</param>
    public void Add(ReadOnlySpan<char> text, uint field, List<uint> features)
    {
        string known = WithoutFormat(UnicodeForms.Compatible(WellFormedText.Of(text)));
        if (settings.LowerCase)
        {
            known = known.ToLowerInvariant();
        }

        uint before = 0;
        int words = 0;
        foreach (Range range in TextWords.Of(known))
        {
            if (words++ == settings.MaxLength)
            {
                break;
            }

            ReadOnlySpan<char> word = known.AsSpan(range);
            uint hash = Hash(word);
            features.Add(Feature(WordKind, field, hash));
            if (settings.WordPairs)
            {
                features.Add(Feature(PairKind, field, before, hash));
            }

            if (settings.MinCharacters > 0)
            {
                AddRuns(word, features);
            }

            before = hash;
        }

        if (settings.WordPairs && words > 0)
        {
            features.Add(Feature(PairKind, field, before, 0));
        }
    }

    /// <summary>Runs of whole characters; the word's edges count as one each.</summary>
    private void AddRuns(ReadOnlySpan<char> word, List<uint> features)
    {
        Span<Rune> runes = stackalloc Rune[Math.Min(word.Length, MaxRunCharacters) + 2];
        runes[0] = new Rune(WordEdge);
        int count = 1;
        foreach (Rune rune in word.EnumerateRunes())
        {
            if (count > MaxRunCharacters)
            {
                break;
            }

            runes[count++] = rune;
        }

        runes[count++] = new Rune(WordEdge);
        for (int start = 0; start < count; start++)
        {
            uint hash = Offset;
            for (int end = start; end < Math.Min(count, start + settings.MaxCharacters); end++)
            {
                hash = (hash ^ (uint)runes[end].Value) * Prime;
                if (end - start + 1 >= settings.MinCharacters)
                {
                    // Runs mean the same in every column.
                    features.Add(Feature(RunKind, 0, hash));
                }
            }
        }
    }

    /// <summary>The same word is written with and without soft hyphens, joiners and marks of direction.</summary>
    private static string WithoutFormat(string text)
    {
        if (Ascii.IsValid(text) || !text.EnumerateRunes().Any(IsFormat))
        {
            return text;
        }

        StringBuilder visible = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!IsFormat(rune))
            {
                visible.Append(rune);
            }
        }

        return visible.ToString();

        static bool IsFormat(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format;
    }

    private const uint Offset = 2_166_136_261;
    private const uint Prime = 16_777_619;

    // FNV-1a over UTF-16 units.
    private static uint Hash(ReadOnlySpan<char> text)
    {
        uint hash = Offset;
        foreach (char unit in text)
        {
            hash = (hash ^ unit) * Prime;
        }

        return hash;
    }

    // The low bits of FNV are weak: they are mixed with the high ones, so that tables of any size can rest on them.
    private static uint Feature(uint kind, uint field, uint first, uint second = 0)
    {
        uint hash = (((((((Offset ^ kind) * Prime) ^ field) * Prime) ^ first) * Prime) ^ second) * Prime;
        hash = (hash ^ (hash >> 16)) * 0x7FEB352D;
        hash = (hash ^ (hash >> 15)) * 0x846CA68B;
        return hash ^ (hash >> 16);
    }
}
