using System.Text.Json;
using Muon.Testing;

namespace Muon.MLNet.Tests.TestData;

/// <summary>Requests that people wrote, of 150 intents (CLINC150).</summary>
internal static class Intents
{
    /// <summary>The rows of the first intents.</summary>
    /// <param name="split"><c>train</c>, <c>val</c> or <c>test</c>.</param>
    /// <param name="classes">How many intents.</param>
    public static Sentence[] Read(string split, int classes = 10)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestPaths.RequireData("clinc150"), "data_full.json")));
        HashSet<string> chosen = [.. document.RootElement.GetProperty("train").EnumerateArray().Select(pair => pair[1].GetString()!).Distinct().Take(classes)];
        return [.. document.RootElement.GetProperty(split).EnumerateArray().Where(pair => chosen.Contains(pair[1].GetString()!)).Select(pair => new Sentence { First = pair[0].GetString(), Label = pair[1].GetString()! })];
    }
}
