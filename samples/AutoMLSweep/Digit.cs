using Microsoft.ML.Data;
using Muon.Samples;

namespace AutoMLSweep;

/// <summary>A handwritten digit of 8×8 pixels, as E. Alpaydin and C. Kaynak put them down (UCI, optdigits).</summary>
internal sealed class Digit
{
    private const int Pixels = 64;

    [VectorType(Pixels)]
    public float[] Image { get; set; } = [];

    public string Label { get; set; } = "";

    /// <exception cref="IOException">The folder or the file is not there.</exception>
    /// <exception cref="InvalidDataException">A line is not 64 pixels and a digit.</exception>
    public static Digit[] Read(string? folder, string file)
    {
        string path = Path.Combine(folder ?? Path.Combine(DataRoot.Find() ?? ".", "optdigits"), file);
        return [.. File.ReadLines(path).Select((line, i) =>
        {
            string[] fields = line.Split(',');
            return fields.Length == Pixels + 1 && fields.All(field => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                ? new Digit { Image = [.. fields[..Pixels].Select(field => float.Parse(field, CultureInfo.InvariantCulture))], Label = fields[Pixels] }
                : throw new InvalidDataException($"'{path}', line {i + 1}: expected 64 pixels and a digit.");
        })];
    }
}
