using System.Globalization;

namespace Muon.MLNet.Images;

/// <summary>What is said when a step in front of the trainer or the model, such as LoadImages, throws while a picture is read.</summary>
internal static class FailedStep
{
    /// <summary>Whether an exception tells of a failure, and not of a wish to stop or of a process at its end.</summary>
    public static bool IsOne(Exception error) => error.GetBaseException() is not (OperationCanceledException or OutOfMemoryException);

    /// <summary>The picture of a row that alone could not be loaded.</summary>
    public static PictureSource OfOneRow(Exception error) =>
        PictureSource.Broken($"a step in front failed to load it ({error.GetBaseException().Message})", error);

    /// <summary>The exception for rows that are computed together, of which the failed one cannot be left out.</summary>
    /// <param name="column">The picture column.</param>
    /// <param name="row">The row that was asked for.</param>
    /// <param name="error">What was thrown.</param>
    public static InvalidOperationException OfRows(string column, long row, Exception error) => new(string.Create(CultureInfo.InvariantCulture,
        $"Column '{column}': a step in front could not load a picture, at or after row {Math.Max(row, 0)}: {error.GetBaseException().Message} " +
        $"Rows of encoded pictures are computed together, so that one of them cannot be left out. Use the column of paths itself (ImageColumnName): the file is then named, and can be left out (OnBadImage)."), error);
}
