namespace FlowerPhotos.Tests;

/// <summary>The program as a user runs it.</summary>
[TestClass]
public sealed class ProgramTests
{
    [TestMethod]
    public void TrainsSavesLoadsAndWritesThePage()
    {
        using PhotoFolder folder = new();
        for (int i = 0; i < 10; i++)
        {
            folder.Write("red", $"{i}.jpg", 40 + i, 50, (byte)(200 + i), 40, 40);
            folder.Write("blue", $"{i}.png", 50, 40 + i, 40, 40, (byte)(200 + i));
        }

        string output = Path.Combine(folder.Path, "..", Path.GetFileName(folder.Path) + "-output");
        try
        {
            (int code, string text, string error) = Run(
                folder.Path, "--epochs", "2", "--size", "32", "--batch-size", "8", "--architecture", "SmallConvNet", "--threads", "1", "--output", output);

            Assert.AreEqual(0, code, error);
            Assert.Contains("16 pictures to learn from, 4 to test with: blue 10, red 10", text);
            Assert.MatchesRegex(@"(?m)^\S+\.weight .* Muon ", text);
            Assert.MatchesRegex(@"(?m)^test accuracy [01]\.\d{4}$", text);
            Assert.IsTrue(File.Exists(Path.Combine(output, "model.zip")));
            string page = File.ReadAllText(Path.Combine(output, "predictions.html"));
            Assert.HasCount(5, page.Split("<img "));
        }
        finally
        {
            if (Directory.Exists(output))
            {
                Directory.Delete(output, recursive: true);
            }
        }
    }

    [TestMethod]
    [DataRow(2, "--epochs", "none")]
    [DataRow(2, "one", "two")]
    [DataRow(1, "there-is-no-such-folder")]
    public void AMistakeIsOneLineAndAnExitCode(int expected, params string[] args) => Muon.Testing.SampleProgram.AssertMistake("FlowerPhotos", expected, args);

    [TestMethod]
    public void HelpIsHelp()
    {
        (int code, string output, _) = Run("--help");
        Assert.AreEqual(0, code);
        Assert.Contains("usage: FlowerPhotos", output);
    }

    private static (int Code, string Output, string Error) Run(params string[] args) => Muon.Testing.SampleProgram.Run("FlowerPhotos", args);
}
