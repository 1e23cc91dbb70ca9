namespace WebApi.Models;

/// <summary>A picture as the model reads it.</summary>
internal sealed class PictureRow
{
    /// <summary>The bytes of a picture file.</summary>
    public byte[] Picture { get; set; } = [];
}
