namespace FlowerPhotos;

/// <summary>A row of the data: the columns of <c>LoadImagesFromFolder</c>.</summary>
internal sealed class Photo
{
    public string ImagePath { get; set; } = "";

    public string Label { get; set; } = "";
}
