namespace Muon.MLNet.Text.Tokenization;

/// <summary>Whether tokens and merges belong together, so that every text can be encoded and nothing is missing.</summary>
internal static class BytePairChecks
{
    /// <param name="vocabulary">The vocabulary; its order is checked where it is read.</param>
    /// <param name="tokensError">Makes the error for what is wrong with the tokens.</param>
    /// <param name="mergeError">Makes the error for what is wrong with a merge, counted from 0.</param>
    public static void Check(BytePairVocabulary vocabulary, Func<string, Exception> tokensError, Func<int, string, Exception> mergeError)
    {
        HashSet<string> tokens = new(vocabulary.Tokens, StringComparer.Ordinal);
        if (tokens.Count != vocabulary.Tokens.Length)
        {
            throw tokensError("a token has two ids.");
        }

        HashSet<string> made = new(tokens.Count, StringComparer.Ordinal);
        foreach (char character in ByteAlphabet.All)
        {
            made.Add(character.ToString());
        }

        if (made.FirstOrDefault(c => !tokens.Contains(c)) is { } missing)
        {
            throw tokensError($"there is no token for the byte that {VocabularyFile.Show(missing)} stands for; a byte-level vocabulary has all 256.");
        }

        CheckMerges(vocabulary.Merges, tokens, made, mergeError);
        if (Array.Find(vocabulary.Tokens, t => !made.Contains(t) && !BytePairVocabulary.IsSpecial(t)) is { } unmade)
        {
            throw mergeError(vocabulary.Merges.Length - 1, $"the merges end before the one that makes the token {VocabularyFile.Show(unmade)}; the file is cut off, or of another vocabulary.");
        }
    }

    private static void CheckMerges(string[] merges, HashSet<string> tokens, HashSet<string> made, Func<int, string, Exception> error)
    {
        HashSet<string> seen = new(merges.Length, StringComparer.Ordinal);
        for (int i = 0; i < merges.Length; i++)
        {
            string merge = merges[i];
            int space = merge.IndexOf(' ', StringComparison.Ordinal);
            if (space <= 0 || space == merge.Length - 1 || merge.IndexOf(' ', space + 1) >= 0)
            {
                throw error(i, $"{VocabularyFile.Show(merge)} is not two tokens with a space between them; the file is cut off, or of another kind than vocab.bpe.");
            }

            string joined = merge.Remove(space, 1);
            if (!tokens.Contains(joined))
            {
                throw error(i, $"the pair {VocabularyFile.Show(merge)} makes a token that encoder.json does not have; the file is cut off, or of another vocabulary.");
            }

            // A pair is made of what earlier pairs, or bytes, are: so the tokens on both sides are known too.
            if (!made.Contains(merge[..space]) || !made.Contains(merge[(space + 1)..]) || !seen.Add(merge))
            {
                throw error(i, $"the pair {VocabularyFile.Show(merge)} is there twice, or stands before the pairs that make its parts.");
            }

            made.Add(joined);
        }
    }
}
