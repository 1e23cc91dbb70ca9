using System.Text.RegularExpressions;

namespace ImageClassification.Tests;

/// <summary>The program as a user runs it.</summary>
[TestClass]
public sealed class ProgramTests
{
    [TestMethod]
    public void TrainsSavesLoadsAndPredicts()
    {
        using IdxFolder folder = new();
        string model = folder.File("new/digits.zip");
        (int code, string output, string error) = Run("--drawn", "--limit", "300", "--epochs", "1", "--batch-size", "50", "--model", model);

        Assert.AreEqual(0, code, error);
        Assert.MatchesRegex(@"(?m)^convolutions\.0\.weight .* Muon ", output);
        Assert.MatchesRegex(@"(?m)^epoch 1/1: ", output);
        Assert.MatchesRegex(@"(?m)^test accuracy [01]\.\d{4}$", output);
        Assert.HasCount(10, Regex.Matches(output, @"\d -> \d[! ] \d+ %"));
        Assert.Contains($"model: {model}", output);
        Assert.IsTrue(File.Exists(model));
        Assert.DoesNotContain("\r", output.Replace("\r\n", "\n"), "a live line in redirected output");
    }

    /// <summary>In the long form the whole of MNIST must come to 99.0 %; in the short one, 3,000 pictures to 90 %.</summary>
    [TestMethod]
    public void LearnsRealHandwriting()
    {
        string mnist = Muon.Testing.TestPaths.RequireData("mnist");
        using IdxFolder folder = new();
        string[] size = Muon.Testing.TestLength.IsLong ? ["--epochs", "2"] : ["--limit", "3000", "--epochs", "2", "--batch-size", "64"];

        double accuracy = Accuracy(Run(["--data", mnist, "--model", folder.File("m.zip"), .. size]));

        Assert.IsGreaterThanOrEqualTo(Muon.Testing.TestLength.IsLong ? 0.99 : 0.90, accuracy);
    }

    /// <summary>Over three seeds the precision of the orthogonalisation must not show: within noise, and 0.3 points.</summary>
    /// <remarks>The long form trains on 12,000 pictures and tests on all 10,000; the short one runs a seed on a few.</remarks>
    [TestMethod]
    public void BFloat16LearnsAsWellAsFloat32()
    {
        string mnist = Muon.Testing.TestPaths.RequireData("mnist");
        using IdxFolder folder = new();
        string[] size = Muon.Testing.TestLength.IsLong ? ["--limit", "12000", "--epochs", "2"] : ["--limit", "1500", "--epochs", "2", "--batch-size", "64"];
        int[] seeds = Muon.Testing.TestLength.IsLong ? [1, 2, 3] : [1];
        double[] full = [.. seeds.Select(seed => Accuracy(Run(["--data", mnist, "--model", folder.File("m.zip"), "--seed", $"{seed}", .. size])))];
        double[] half = [.. seeds.Select(seed => Accuracy(Run(["--data", mnist, "--model", folder.File("m.zip"), "--bfloat16", "--seed", $"{seed}", .. size])))];

        Console.WriteLine($"float32 {string.Join(' ', full)}, bfloat16 {string.Join(' ', half)}");
        Assert.AreEqual(full.Average(), half.Average(), Muon.Testing.TestLength.IsLong ? 0.003 : 0.03);
    }

    [TestMethod]
    public void PicturesOfAnotherSize()
    {
        using IdxFolder folder = new();
        folder.WritePart("train", 60, 9, 12, packed: true);
        folder.WritePart("t10k", 20, 9, 12, packed: true);

        (int code, string output, string error) = Run("--data", folder.Path, "--epochs", "1", "--model", folder.File("m.zip"));

        Assert.AreEqual(0, code, error);
        Assert.Contains("60 pictures of 9 x 12", output);
    }

    [TestMethod]
    [DataRow(2, "--epochs", "none")]
    [DataRow(2, "--what")]
    [DataRow(1, "--data", "there-is-no-such-folder")]
    public void AMistakeIsOneLineAndAnExitCode(int expected, params string[] args) => Muon.Testing.SampleProgram.AssertMistake("ImageClassification", expected, args);

    private static double Accuracy((int Code, string Output, string Error) run)
    {
        Assert.AreEqual(0, run.Code, run.Error);
        return double.Parse(Regex.Match(run.Output, @"(?m)^test accuracy ([01]\.\d{4})$").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static (int Code, string Output, string Error) Run(params string[] args) => Muon.Testing.SampleProgram.Run("ImageClassification", args);
}
