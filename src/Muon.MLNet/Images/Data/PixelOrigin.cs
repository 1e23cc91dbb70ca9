using System.Globalization;

namespace Muon.MLNet.Images;

/// <summary>Where a picture comes from, for error messages. Row -1 where it is not known.</summary>
internal readonly record struct PixelOrigin(string Column, long Row)
{
    public InvalidOperationException Bad(string what) => new(Row < 0
        ? $"Column '{Column}': {what}"
        : string.Create(CultureInfo.InvariantCulture, $"Column '{Column}', row {Row}: {what}"));
}
