namespace WebApi.Models;

/// <summary>A text, or a pair of them, as the model reads it; the names of its columns are those of the model.</summary>
internal sealed class TextRow
{
    public string Text { get; set; } = "";

    public string Text2 { get; set; } = "";
}
