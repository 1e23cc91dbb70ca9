using System.Text.Json;
using Muon.Samples;

namespace TextClassification.Data;

/// <summary>CLINC150 (Larson et al., 2019): short requests of 150 intents, with the parts that its authors made, without what is out of scope.</summary>
internal static class Clinc150
{
    private const string Folder = "clinc150";
    private const string Name = "data_full.json";

    /// <summary>The file in the folder <c>clinc150</c> under <c>MUON_DATA_DIR</c>, else under <c>shared/data</c> beside the repository.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static TextSet Load()
    {
        string? file = DataRoot.Find() is { } root ? Path.Combine(root, Folder, Name) : null;
        return File.Exists(file) ? Load(file)
            : throw new FileNotFoundException(
                $"CLINC150 was not found{(file is null ? "" : $": '{file}' does not exist")}. Set MUON_DATA_DIR to the folder that holds {Folder}/{Name}, " +
                    "or leave --data out: the sentences of the sample need no download.");
    }

    /// <exception cref="InvalidDataException">The file is not what it is expected to be.</exception>
    public static TextSet Load(string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            return new TextSet(file, Part(document, "train"), Part(document, "test"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"'{file}' is not the JSON of CLINC150, lists 'train' and 'test' of pairs of a sentence and its intent: {e.Message}", e);
        }
    }

    private static Utterance[] Part(JsonDocument document, string name) =>
        [.. document.RootElement.GetProperty(name).EnumerateArray().Select(row => new Utterance { Sentence = Text(row[0]), Label = Text(row[1]) })];

    private static string Text(JsonElement element) => element.GetString() ?? throw new InvalidOperationException("A text is null.");
}
