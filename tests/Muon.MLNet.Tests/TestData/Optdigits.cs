using System.Globalization;
using Muon.Testing;

namespace Muon.MLNet.Tests.TestData;

/// <summary>Real digits, 8×8 pixels, with the split of their authors: other people wrote the test digits.</summary>
internal static class Optdigits
{
    public static List<Picture> Train() => Read("optdigits-train.csv");

    public static List<Picture> Test() => Read("optdigits-test.csv");

    private static List<Picture> Read(string name) => [.. File.ReadLines(Path.Combine(TestPaths.RequireData("optdigits"), name)).Select(line =>
    {
        string[] fields = line.Split(',');
        return new Picture
        {
            Image = [.. fields[..^1].Select(field => float.Parse(field, CultureInfo.InvariantCulture))],
            Label = fields[^1],
        };
    })];
}
