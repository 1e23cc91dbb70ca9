using System.Text.RegularExpressions;

namespace TextClassification.Tests;

/// <summary>The program as a user runs it.</summary>
[TestClass]
public sealed class ProgramTests
{
    [TestMethod]
    public void LearnsTheShippedIntents_AndWritesModelAndPredictions()
    {
        using TemporaryFolder output = new();
        (int code, string text, string error) = Run("--threads", "1", "--output", output.Path);

        Assert.AreEqual(0, code, error);
        Assert.Contains("520 sentences to learn from, 130 to test with, 13 classes", text);
        Assert.MatchesRegex(@"(?m)^hidden\.0\.weight .* Muon ", text);
        Assert.MatchesRegex(@"(?m)^track_order +[01]\.\d\d +[01]\.\d\d +10", text);

        // Guessing is right in 1 of 13; seeds 1 to 5 gave 0.71 to 0.77.
        Assert.IsGreaterThan(0.6, Accuracy(text));
        Assert.IsTrue(File.Exists(Path.Combine(output.Path, "model.zip")));
        string[][] predictions = [.. File.ReadLines(Path.Combine(output.Path, "predictions.tsv")).Skip(1).Select(line => line.Split('\t'))];
        Assert.HasCount(130, predictions);

        // The loaded model says what the trained one said.
        double right = predictions.Count(row => string.Equals(row[1], row[2], StringComparison.Ordinal));
        Assert.AreEqual(Accuracy(text), right / predictions.Length, 5e-5);
        Assert.HasCount(8, Regex.Matches(text, @"(?m)^ {4}\w+ \d+ %, \w+ \d+ %, \w+ \d+ %\r?$"));
    }

    [TestMethod]
    public void LearnsAFileOfTheUsers_WithTheEncoder()
    {
        using TemporaryFolder folder = new();
        string[] rows = [.. Enumerable.Range(0, 20).Select(i => Invariant($"\"it is warm, {i}\",summer\nsnow falls {i},winter"))];
        string file = folder.Write("seasons.csv", "text,season\n" + string.Join('\n', rows) + "\n");

        (int code, string text, string error) = Run(
            "--csv", file, "--text", "text", "--label", "season", "--architecture", "encoder", "--epochs", "10", "--threads", "1", "--output", folder.Path);

        Assert.AreEqual(0, code, error);
        Assert.Contains("32 sentences to learn from, 8 to test with, 2 classes", text);
        Assert.Contains("Training TextEncoder", text);
        Assert.IsGreaterThan(0.9, Accuracy(text));
        Assert.IsTrue(File.Exists(Path.Combine(folder.Path, "model.zip")));
    }

    [TestMethod]
    [DataRow(2, "--epochs", "none")]
    [DataRow(2, "--text", "column")]
    [DataRow(1, "--csv", "there-is-no-such-file.csv")]
    public void AMistakeIsOneLineAndAnExitCode(int expected, params string[] args) => Muon.Testing.SampleProgram.AssertMistake("TextClassification", expected, args);

    [TestMethod]
    public void HelpIsHelp()
    {
        (int code, string output, _) = Run("--help");
        Assert.AreEqual(0, code);
        Assert.Contains("usage: TextClassification", output);
    }

    private static double Accuracy(string text) =>
        double.Parse(Regex.Match(text, @"(?m)^test accuracy (\d\.\d+)\r?$").Groups[1].Value, CultureInfo.InvariantCulture);

    private static (int Code, string Output, string Error) Run(params string[] args) => Muon.Testing.SampleProgram.Run("TextClassification", args);
}
