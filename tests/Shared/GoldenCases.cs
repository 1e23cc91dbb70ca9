#nullable enable

using System.Text.Json.Nodes;

namespace Muon.Testing;

/// <summary>The recorded cases of a folder, as test data.</summary>
internal static class GoldenCases
{
    /// <summary>Stands for the cases where there are none: test data must not be empty.</summary>
    private const string None = "(no case)";

    /// <summary>The names of the cases that begin with one of the prefixes, of all cases without a prefix.</summary>
    /// <param name="folder">The folder below that of the recorded cases; "" for that one.</param>
    /// <param name="prefixes">What the names begin with.</param>
    public static IEnumerable<object[]> Of(string folder, params string[] prefixes) => Where(
        folder, name => prefixes.Length == 0 || Array.Exists(prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

    /// <summary>The names of the cases that begin with none of the prefixes.</summary>
    public static IEnumerable<object[]> Except(string folder, params string[] prefixes) => Where(
        folder, name => !Array.Exists(prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

    /// <summary>The file of a case; an inconclusive test where there is none.</summary>
    public static string Path(string folder, string name)
    {
        string root = TestPaths.RequireGolden();
        if (name == None)
        {
            Assert.Inconclusive($"The folder '{root}' holds no such case.");
        }

        return System.IO.Path.Combine(root, folder, name + ".json");
    }

    /// <summary>A case whose input has these members; one of another shape makes the test inconclusive.</summary>
    public static JsonObject Load(string folder, string name, params string[] input)
    {
        JsonNode? recorded = JsonNode.Parse(File.ReadAllText(Path(folder, name)));
        if (recorded is not JsonObject { } root || root["output"] is null || root["input"] is not JsonObject given)
        {
            throw Unknown($"{name}: a case without input and output");
        }

        string[] absent = [.. input.Where(member => !given.ContainsKey(member))];
        return absent.Length == 0 ? root : throw Unknown($"{name}: input without {string.Join(", ", absent)}");
    }

    /// <summary>What a test throws at a case, or an entry of one, that it does not know.</summary>
    public static AssertInconclusiveException Unknown(string what) => new($"Not known to this test: {what}.");

    /// <summary>Checks every entry; those that are not known make the test inconclusive after all others were checked.</summary>
    public static void Each<T>(IEnumerable<T> entries, Action<T> check)
    {
        List<string> unknown = [];
        foreach (T entry in entries)
        {
            try
            {
                check(entry);
            }
            catch (AssertInconclusiveException e)
            {
                unknown.Add(e.Message);
            }
        }

        if (unknown.Count > 0)
        {
            Assert.Inconclusive(string.Join(Environment.NewLine, unknown));
        }
    }

    private static IEnumerable<object[]> Where(string folder, Func<string, bool> accept) =>
        TestPaths.GoldenDirectory is { } root && Directory.Exists(System.IO.Path.Combine(root, folder))
            ? Directory.EnumerateFiles(System.IO.Path.Combine(root, folder), "*.json").Select(file => System.IO.Path.GetFileNameWithoutExtension(file))
                .Where(accept).Order(StringComparer.Ordinal).DefaultIfEmpty(None).Select(name => new object[] { name })
            : [[None]];
}
