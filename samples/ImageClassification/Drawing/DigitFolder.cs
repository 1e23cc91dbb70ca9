namespace ImageClassification.Drawing;

/// <summary>Drawn digits as a folder of PNG files with a sub-folder for each digit, the form that <c>LoadImagesFromFolder</c> and <c>mlnet-muon</c> read.</summary>
internal static class DigitFolder
{
    public const int DefaultPerClass = 20;
    private const int Digits = 10;

    /// <summary>Writes the first pictures of a seed of which each digit has as many.</summary>
    /// <param name="folder">The folder; files of the same names are replaced.</param>
    /// <param name="perClass">How many there are of each digit.</param>
    /// <param name="seed">Decides the pictures.</param>
    public static void Write(string folder, int perClass, int seed)
    {
        int[] written = new int[Digits];
        for (int first = 0; written.Min() < perClass; first++)
        {
            Data.PictureSet picture = DigitPainter.Draw(1, seed, first);
            int digit = picture.Label(0);
            if (written[digit] < perClass)
            {
                string name = Path.Combine(folder, digit.ToString(CultureInfo.InvariantCulture));
                Directory.CreateDirectory(name);
                PngFile.Write(Path.Combine(name, Invariant($"{written[digit]++:D3}.png")), picture.Pixels(0), picture.Width);
            }
        }
    }
}
