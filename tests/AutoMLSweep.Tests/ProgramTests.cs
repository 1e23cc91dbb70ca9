using Muon.Testing;

namespace AutoMLSweep.Tests;

/// <summary>The program as a user runs it.</summary>
[TestClass]
public sealed class ProgramTests
{
    [TestMethod]
    public void FindsParametersAndSaysWhatMattered()
    {
        TestPaths.RequireData("optdigits");
        string report = Path.Combine(Path.GetTempPath(), $"muon-{Guid.NewGuid():N}.html");
        try
        {
            (int code, string output, string error) = SampleProgram.Run("AutoMLSweep", "--trials", "8", "--limit", "400", "--epochs", "3", "--threads", "1", "--halving", "--report", report);
            Assert.AreEqual(0, code, error);
            Assert.HasCount(8, output.Split('\n').Where(line => line.StartsWith("trial ", StringComparison.Ordinal)).ToArray());
            StringAssert.Contains(output, "new MuonImageSearchSpace");
            StringAssert.Contains(output, "e1.LearningRate");
            StringAssert.Contains(File.ReadAllText(report), "<polyline");
        }
        finally
        {
            File.Delete(report);
        }
    }

    [TestMethod]
    public void SeveralWorkersShareAStudy()
    {
        TestPaths.RequireData("optdigits");
        string folder = Directory.CreateTempSubdirectory("muon-sweep-").FullName;
        try
        {
            string[] arguments = ["--study", Path.Combine(folder, "sweep.db"), "--workers", "2", "--trials", "6", "--limit", "400", "--epochs", "2", "--threads", "2"];
            (int code, string output, string error) = SampleProgram.Run("AutoMLSweep", arguments);
            Assert.AreEqual(0, code, error);
            string[] trials = [.. output.Split('\n').Where(line => line.StartsWith("trial ", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])];
            CollectionAssert.AreEquivalent(new[] { "0", "1", "2", "3", "4", "5" }, trials);
            Assert.HasCount(1, output.Split('\n').Where(line => line.StartsWith("Best:", StringComparison.Ordinal)).ToArray());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void AMistakeIsALine()
    {
        SampleProgram.AssertMistake("AutoMLSweep", 2, "--workers", "2");
        SampleProgram.AssertMistake("AutoMLSweep", 2, "--trials", "0");
        SampleProgram.AssertMistake("AutoMLSweep", 2, "--tuner", "luck");
        SampleProgram.AssertMistake("AutoMLSweep", 1, "--data", "/nowhere");
    }
}
