using System.Buffers;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>
/// The character that stands for each byte in the files of GPT-2 and RoBERTa: printable Latin-1 characters for themselves, the
/// other 68 bytes, in order, for the characters from U+0100 on. The space is thus <c>Ġ</c>.
/// </summary>
internal static class ByteAlphabet
{
    private const int Bytes = 256;

    private static readonly char[] Characters = Make();
    private static readonly SearchValues<char> Known = SearchValues.Create(Characters);

    /// <summary>The character for each byte.</summary>
    public static ReadOnlySpan<char> All => Characters;

    /// <summary>Whether every character of <paramref name="token"/> stands for a byte.</summary>
    public static bool Spells(ReadOnlySpan<char> token) => !token.ContainsAnyExcept(Known);

    /// <summary>The bytes that <paramref name="token"/> stands for.</summary>
    public static byte[] ToBytes(string token)
    {
        var bytes = new byte[token.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)Array.IndexOf(Characters, token[i]);
        }

        return bytes;
    }

    private static char[] Make()
    {
        var characters = new char[Bytes];
        char next = (char)Bytes;
        for (int value = 0; value < Bytes; value++)
        {
            characters[value] = value is (>= '!' and <= '~') or (>= '¡' and <= '¬') or >= '®' ? (char)value : next++;
        }

        return characters;
    }
}
