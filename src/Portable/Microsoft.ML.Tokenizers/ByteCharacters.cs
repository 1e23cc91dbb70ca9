namespace Microsoft.ML.Tokenizers;

/// <summary>The character that stands for each byte in a byte-level vocabulary: the printable ones of Latin-1 for themselves, the others from U+0100 on.</summary>
internal static class ByteCharacters
{
    public static char[] All { get; } = Make();

    private static char[] Make()
    {
        var characters = new char[256];
        char next = '\u0100';
        for (int value = 0; value < characters.Length; value++)
        {
            characters[value] = value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)value : next++;
        }

        return characters;
    }
}
