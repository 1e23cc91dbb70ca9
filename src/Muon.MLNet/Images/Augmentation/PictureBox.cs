namespace Muon.MLNet.Images.Augmentation;

/// <summary>A part of a picture, in whole pixels.</summary>
internal readonly record struct PictureBox(int Top, int Left, int Height, int Width)
{
    public long Area => (long)Height * Width;
}
