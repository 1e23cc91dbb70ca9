namespace Muon.MLNet.Images;

/// <summary>What the structure of a picture file tells before anything is decoded.</summary>
/// <param name="Width">Columns as they are stored; 0 where the file ends before it tells. May be anything that a header can promise.</param>
/// <param name="Height">Rows as they are stored.</param>
/// <param name="MostPixelsPerByte">How many pixels a byte of the file can hold at the very most.</param>
/// <param name="Orientation">The EXIF orientation, 1 to 8; 1 where there is none.</param>
/// <param name="Damage">Why the file is not whole; <see langword="null"/> where nothing is known against it.</param>
internal readonly record struct PictureFacts(long Width, long Height, long MostPixelsPerByte, int Orientation, string? Damage);
