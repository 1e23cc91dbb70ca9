using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Training.Checkpoints;

/// <summary>A disk that fills up, and one that becomes read-only, while a run is saved.</summary>
[TestClass]
public sealed class DiskTests
{
    private const int Megabytes = 32;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void TheRunEndsWithAnError_AndGoesOnFromTheCheckpointBefore(bool isReadOnly)
    {
        using SmallDisk disk = new(Megabytes);
        using InterruptedRuns runs = new();
        string expected = runs.Train(RunKind.Pictures);
        string folder = Path.Combine(disk.Folder, "run");

        IOException error = Assert.ThrowsExactly<IOException>(() => runs.Train(RunKind.Pictures, options =>
        {
            options.CheckpointDirectory = folder;
            options.OnEpochEnd = epoch =>
            {
                if (epoch.Epoch == 2 && isReadOnly)
                {
                    disk.MakeReadOnly();
                }
                else if (epoch.Epoch == 2)
                {
                    disk.Fill();
                }
            };
        }));

        StringAssert.Contains(error.Message, $"CheckpointDirectory '{folder}' cannot be written to");
        StringAssert.Contains(error.Message, isReadOnly ? "Read-only" : "space");
        CollectionAssert.AreEqual(new[] { "checkpoint-000001-000000.muon" }, Directory.GetFiles(folder).Select(Path.GetFileName).ToArray());
        string elsewhere = Path.Combine(runs.Folder, "copy");
        Directory.CreateDirectory(elsewhere);
        File.Copy(Directory.GetFiles(folder).Single(), Path.Combine(elsewhere, "checkpoint-000001-000000.muon"));
        Assert.AreEqual(expected, runs.Resume(RunKind.Pictures, options => options.CheckpointDirectory = elsewhere));
    }

    [TestMethod]
    public void AReadOnlyFolder_IsRefusedBeforeTheFirstStep()
    {
        using SmallDisk disk = new(Megabytes);
        using InterruptedRuns runs = new();
        disk.MakeReadOnly();

        IOException error = Assert.ThrowsExactly<IOException>(() => runs.Train(RunKind.NGrams, options =>
        {
            options.CheckpointDirectory = disk.Folder;
            options.OnStep = _ => Assert.Fail("a step was made");
        }));

        StringAssert.Contains(error.Message, $"CheckpointDirectory '{disk.Folder}'");
    }
}
