using System.Globalization;
using System.Text.RegularExpressions;

namespace CustomModule.Tests;

/// <summary>The program as a user runs it.</summary>
[TestClass]
public sealed partial class ProgramTests
{
    [TestMethod]
    public void Tells_the_spirals_apart_and_follows_the_scheduler()
    {
        (int code, string text, string error) = Muon.Testing.SampleProgram.Run("CustomModule");

        Assert.AreEqual(0, code, error);
        Assert.Contains("head.weight", text);
        (double Accuracy, double LearningRate)[] lines = [.. Line().Matches(text).Select(match => (Number(match, 1), Number(match, 2)))];
        Assert.HasCount(6, lines);
        Assert.IsGreaterThan(0.98, lines[^1].Accuracy);
        Assert.AreEqual(0.05, lines[0].LearningRate, 1e-9);
        Assert.AreEqual(0.05 * 0.3 * 0.3 * 0.3, lines[^1].LearningRate, 1e-9);
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^step \\d+: loss [\\d.]+, accuracy ([\\d.]+), learning rate ([\\d.]+)\\r?$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
