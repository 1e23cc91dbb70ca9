using System.Globalization;
using System.Text.Json;

namespace Muon.MLNet.Networks.Text.Bert;

/// <summary>The values of a JSON object, with errors that name the file and the setting.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Object">The object.</param>
internal sealed record JsonSettings(string Path, JsonElement Object)
{
    /// <summary>A text; the usual one where it is missing or null.</summary>
    /// <exception cref="InvalidDataException">It is no text, or is missing and has no usual value.</exception>
    public string Text(string name, string? usual) => Find(name) is not { } value ? usual ?? throw Missing(name)
        : value.ValueKind is JsonValueKind.String ? value.GetString()!
        : throw Wrong(name, value, "a text");

    /// <summary>A whole number; the usual one where it is missing or null.</summary>
    /// <exception cref="InvalidDataException">It is no such number, or is missing and has no usual value.</exception>
    public int Integer(string name, int? usual = null) => Find(name) is not { } value ? usual ?? throw Missing(name)
        : value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out int number) ? number
        : throw Wrong(name, value, "a whole number");

    /// <summary>A number; the usual one where it is missing or null.</summary>
    /// <exception cref="InvalidDataException">It is no number.</exception>
    public double Number(string name, double usual) => Find(name) is not { } value ? usual
        : value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out double number) ? number
        : throw Wrong(name, value, "a number");

    /// <summary>What to throw for a value that this version cannot follow.</summary>
    public InvalidDataException Unknown(string name, string value, string known) =>
        new($"'{Path}' has {name} = '{value}'; this version knows {known}. Choose weights of such a network.");

    private JsonElement? Find(string name) =>
        Object.TryGetProperty(name, out JsonElement value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    private InvalidDataException Missing(string name) => new($"'{Path}' does not say {name}, which the network cannot be built without.");

    private InvalidDataException Wrong(string name, JsonElement value, string expected) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{Path}' has {name} = {value.GetRawText()}; it must be {expected}."));
}
