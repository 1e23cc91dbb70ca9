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
    public void AMistakeIsALine()
    {
        SampleProgram.AssertMistake("AutoMLSweep", 2, "--trials", "0");
        SampleProgram.AssertMistake("AutoMLSweep", 2, "--tuner", "luck");
        SampleProgram.AssertMistake("AutoMLSweep", 1, "--data", "/nowhere");
    }
}
