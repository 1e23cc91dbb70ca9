namespace Muon.MLNet.Images;

/// <summary>A picture that is to be decoded and stored.</summary>
/// <param name="Row">Its row, from 0.</param>
/// <param name="Source">The picture.</param>
/// <param name="Cache">Where it goes.</param>
/// <param name="Slot">Its record.</param>
/// <param name="Height">Rows of the record.</param>
/// <param name="Width">Columns of the record.</param>
/// <param name="Sums">Where its pixels are counted; <see langword="null"/> for pictures that are not trained on.</param>
internal readonly record struct PictureJob(long Row, PictureSource Source, PictureCache Cache, long Slot, int Height, int Width, PixelSums? Sums);
