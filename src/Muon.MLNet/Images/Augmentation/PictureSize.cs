namespace Muon.MLNet.Images.Augmentation;

/// <summary>Rows and columns of a picture.</summary>
internal readonly record struct PictureSize(int Height, int Width);
