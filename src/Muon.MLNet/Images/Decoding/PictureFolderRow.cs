namespace Muon.MLNet.Images;

/// <summary>A picture found in a folder.</summary>
internal sealed class PictureFolderRow
{
    /// <summary>Gets or sets the full path.</summary>
    public string ImagePath { get; set; } = string.Empty;

    /// <summary>Gets or sets the sub-folder; empty where no classes are asked for.</summary>
    public string Label { get; set; } = string.Empty;
}
