using System.Globalization;
using System.Text.Json;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>Reads the files of GPT-2 and RoBERTa: <c>encoder.json</c>, <c>vocab.bpe</c> and <c>dict.txt</c>.</summary>
internal static class BytePairFiles
{
    /// <param name="encoder">encoder.json (Hugging Face: vocab.json), an object of tokens and their ids.</param>
    /// <param name="merges">vocab.bpe (Hugging Face: merges.txt), a pair of tokens a line.</param>
    /// <param name="dictionary">RoBERTa's dict.txt, if the weights are in its order: an id of encoder.json and a count a line.</param>
    /// <exception cref="InvalidDataException">A file is cut off, damaged, or of another kind.</exception>
    public static BytePairVocabulary Read(string encoder, string merges, string? dictionary)
    {
        VocabularyFile encoderFile = VocabularyFile.Read(encoder);
        string[] tokens = Tokens(encoderFile);
        VocabularyFile mergesFile = VocabularyFile.Read(merges);
        string[] pairs = Merges(mergesFile, out int firstLine);
        var vocabulary = new BytePairVocabulary(tokens, pairs, dictionary is null ? null : Order(VocabularyFile.Read(dictionary), tokens.Length));
        BytePairChecks.Check(vocabulary, problem => encoderFile.Error(1, problem), (pair, problem) => mergesFile.Error(firstLine + pair, problem));
        return vocabulary;
    }

    private static string[] Tokens(VocabularyFile file)
    {
        try
        {
            Dictionary<string, int> ids = JsonSerializer.Deserialize(file.Text, TokenizerJson.Default.DictionaryStringInt32) ?? [];
            var tokens = new string[ids.Count];
            foreach ((string token, int id) in ids)
            {
                if (id < 0 || id >= tokens.Length || tokens[id] is not null)
                {
                    throw file.Error(1, string.Create(CultureInfo.InvariantCulture, $"{VocabularyFile.Show(token)} has the id {id}; {ids.Count} tokens have the ids from 0 to {ids.Count - 1}, each once."));
                }

                tokens[id] = token;
            }

            return tokens;
        }
        catch (JsonException error)
        {
            throw file.Error((int)(error.LineNumber ?? 0) + 1, "this is not the JSON object of tokens and ids that encoder.json is; the file is cut off, or of another kind.", error);
        }
    }

    private static string[] Merges(VocabularyFile file, out int firstLine)
    {
        List<string> lines = file.Lines();
        int skipped = lines is [var first, ..] && first.StartsWith("#version", StringComparison.Ordinal) ? 1 : 0;
        int end = lines.Count;
        while (end > skipped && lines[end - 1].Length == 0)
        {
            end--;
        }

        firstLine = skipped + 1;
        return [.. lines[skipped..end]];
    }

    /// <summary>The model's ids: the places in the dictionary, behind the special tokens.</summary>
    private static BytePairOrder Order(VocabularyFile file, int count)
    {
        List<string> lines = file.Lines();
        var ids = new int[count];
        for (int i = 0; i < lines.Count; i++)
        {
            string[] parts = lines[i].Split(' ');
            if (parts.Length != 2 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw file.Error(i + 1, $"{VocabularyFile.Show(lines[i])} is not a token and a count, as lines of dict.txt are; the file is cut off, or of another kind.");
            }

            if (int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int token))
            {
                if (token >= count || ids[token] != 0)
                {
                    throw file.Error(i + 1, string.Create(CultureInfo.InvariantCulture, $"the token {token} is not one of the {count} in encoder.json, or has a line already."));
                }

                ids[token] = BytePairOrder.FirstLineId + i;
            }
            else if (!BytePairVocabulary.IsSpecial(parts[0]))
            {
                throw file.Error(i + 1, $"{VocabularyFile.Show(parts[0])} is not the number of a token in encoder.json.");
            }
        }

        return Array.IndexOf(ids, 0) is >= 0 and int missing
            ? throw file.Error(lines.Count, string.Create(CultureInfo.InvariantCulture, $"the file ends without a line for the token {missing} of encoder.json; it is cut off, or of another vocabulary."))
            : new BytePairOrder(ids, lines.Count);
    }
}
