using System.Text.Json.Nodes;

namespace Muon.Portable.AutoML.Tests;

internal static class Vectors
{
    public static double[] Of(JsonNode numbers) => [.. numbers.AsArray().Select(x => (double)x)];
}
