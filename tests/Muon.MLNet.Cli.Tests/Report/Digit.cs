using System.Globalization;
using Microsoft.ML.Data;
using Muon.Testing;

namespace Muon.MLNet.Cli.Tests.Report;

/// <summary>A real digit of optdigits.</summary>
internal sealed class Digit
{
    private const int Side = 8;

    /// <summary>Gets or sets the ink of each pixel, from 0 to 16.</summary>
    [VectorType(Side * Side)]
    public float[] Image { get; set; } = [];

    public string Label { get; set; } = "";

    /// <summary>The digits of a file.</summary>
    public static IEnumerable<Digit> Read(string name) => File.ReadLines(Path.Combine(TestPaths.RequireData("optdigits"), name)).Select(line =>
    {
        string[] fields = line.Split(',');
        return new Digit { Image = [.. fields[..^1].Select(field => float.Parse(field, CultureInfo.InvariantCulture))], Label = fields[^1] };
    });

    /// <summary>Writes digits into a folder, with a sub-folder for each class.</summary>
    public static string Write(string folder, IEnumerable<Digit> digits)
    {
        foreach ((int i, Digit digit) in digits.Index())
        {
            Directory.CreateDirectory(Path.Combine(folder, digit.Label));
            digit.Save(Path.Combine(folder, digit.Label, string.Create(CultureInfo.InvariantCulture, $"{i:D4}.png")));
        }

        return folder;
    }

    /// <summary>Writes the digit as a picture.</summary>
    /// <returns>Its path.</returns>
    public string Save(string path)
    {
        byte[] pixels = [.. Image.SelectMany(ink => new byte[] { (byte)(255 - (15 * ink)), (byte)(255 - (15 * ink)), (byte)(255 - (15 * ink)), 255 })];
        using MLImage image = MLImage.CreateFromPixels(Side, Side, MLPixelFormat.Rgba32, pixels);
        image.Save(path);
        return path;
    }
}
