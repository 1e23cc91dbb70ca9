using System.Runtime.InteropServices;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.Portable.Torch.Tests;

/// <summary>One recorded case; collects every difference, so that a failure shows all of them.</summary>
internal sealed class Golden10ModuleCase(JsonElement input, JsonElement output)
{
    private readonly List<string> differences = [];
    private int compared;

    public JsonElement Input { get; } = input;

    public JsonElement Output { get; } = output;

    public double Tolerance { get; set; } = 1e-6;

    /// <summary>Compares an entry of the output, where the case has it, with what <paramref name="actual"/> gives.</summary>
    public void Check(string entry, Func<object> actual) => Check(entry, _ => actual());

    public void Check(string entry, Func<JsonElement, object> actual)
    {
        if (Output.TryGetProperty(entry, out JsonElement expected))
        {
            Compare(entry, expected, Outcome(() => actual(expected)));
        }
    }

    public void Report()
    {
        Assert.AreEqual(0, differences.Count, string.Join('\n', differences));
        Assert.AreNotEqual(0, compared, "Nothing of this case is in the portable subset.");
    }

    public static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetSingle())];

    public static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];

    public static object Values(Tensor tensor)
    {
        using Tensor plain = tensor.detach().to(ScalarType.Float32).contiguous();
        return new { shape = tensor.shape, values = plain.data<float>().ToArray() };
    }

    private static object Outcome(Func<object> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is not UnitTestAssertException)
        {
            return e;
        }
    }

    private void Compare(string path, JsonElement expected, object actual)
    {
        compared++;
        bool throws = expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("throws", out _);
        if (actual is Exception || throws)
        {
            CompareException(path, expected, actual, throws);
            return;
        }

        CompareJson(path, expected, JsonSerializer.SerializeToElement(actual));
    }

    private void CompareException(string path, JsonElement expected, object actual, bool throws)
    {
        string type = actual.GetType().FullName;
        string message = (actual as Exception)?.Message.Split('\n')[0].TrimEnd('\r');
        if (!throws || type != expected.GetProperty("throws").GetString())
        {
            differences.Add($"{path}: expected {expected}, got {type} {message ?? actual}");
        }
        else if (actual is not ExternalException && message != expected.GetProperty("message").GetString().Replace("<tmp>", Path.GetTempPath().TrimEnd('/'), StringComparison.Ordinal))
        {
            // The words of an ExternalException are libtorch's, and those of another version may be others.
            differences.Add($"{path}: expected the message {expected.GetProperty("message")}, got {message}");
        }
    }

    private void CompareJson(string path, JsonElement expected, JsonElement actual)
    {
        if (expected.ValueKind == JsonValueKind.Number && actual.ValueKind == JsonValueKind.Number)
        {
            double e = expected.GetDouble(), a = actual.GetDouble();
            if (Math.Abs(e - a) > Tolerance * Math.Max(1, Math.Abs(e)))
            {
                differences.Add($"{path}: expected {e}, got {a}");
            }
        }
        else if (expected.ValueKind == JsonValueKind.Object && actual.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty p in actual.EnumerateObject())
            {
                if (expected.TryGetProperty(p.Name, out JsonElement e))
                {
                    CompareJson($"{path}.{p.Name}", e, p.Value);
                }
                else
                {
                    differences.Add($"{path}.{p.Name} was not recorded");
                }
            }

            foreach (JsonProperty p in expected.EnumerateObject().Where(p => !actual.TryGetProperty(p.Name, out _)))
            {
                differences.Add($"{path}.{p.Name} is missing");
            }
        }
        else if (expected.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Array && expected.GetArrayLength() == actual.GetArrayLength())
        {
            for (int i = 0; i < expected.GetArrayLength(); i++)
            {
                CompareJson($"{path}[{i}]", expected[i], actual[i]);
            }
        }
        else if (expected.ToString() != actual.ToString())
        {
            differences.Add($"{path}: expected {expected}, got {actual}");
        }
    }
}
