using System.Globalization;
using Microsoft.ML;
using Muon.MLNet.Tests.TestData;
using Muon.Testing;

namespace Muon.MLNet.AutoML.Tests;

/// <summary>Real digits of 8×8 pixels.</summary>
internal static class Optdigits
{
    /// <summary>The first training digits, one in four of them to validate with.</summary>
    public static (IDataView Train, IDataView Validation) Split(MLContext context, int count)
    {
        string path = Path.Combine(TestPaths.RequireData("optdigits"), "optdigits-train.csv");
        Picture[] all = [.. File.ReadLines(path).Take(count).Select(line =>
        {
            string[] fields = line.Split(',');
            return new Picture { Image = [.. fields[..^1].Select(field => float.Parse(field, CultureInfo.InvariantCulture))], Label = fields[^1] };
        })];
        return (context.Data.LoadFromEnumerable(all.Where((_, i) => i % 4 != 0).ToArray()), context.Data.LoadFromEnumerable(all.Where((_, i) => i % 4 == 0).ToArray()));
    }
}
