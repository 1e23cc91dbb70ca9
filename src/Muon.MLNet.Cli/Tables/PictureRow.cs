namespace Muon.MLNet.Cli.Tables;

/// <summary>A row of <c>LoadImagesFromFolder</c>.</summary>
internal sealed class PictureRow
{
    public string ImagePath { get; set; } = "";

    public string Label { get; set; } = "";
}
