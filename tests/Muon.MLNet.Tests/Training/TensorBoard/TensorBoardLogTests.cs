using Microsoft.ML;
using Microsoft.ML.Runtime;
using Muon.MLNet.Tests.TestData;
using Muon.MLNet.Training.TensorBoard;

namespace Muon.MLNet.Tests.Training.TensorBoard;

/// <summary>Event files, read back by the description of their format.</summary>
[TestClass]
public sealed class TensorBoardLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("muon").FullName;

    /// <summary>RFC 3720, B.4: 32 bytes of zeros, of ones, and of 0 to 31.</summary>
    [TestMethod]
    [DataRow(0x8A9136AAu, 0)]
    [DataRow(0x62A8AB43u, 255)]
    [DataRow(0x46DD794Eu, -1)]
    public void TheChecksumIsCrc32C_TurnedAndShifted(uint crc, int fill)
    {
        byte[] data = [.. Enumerable.Range(0, 32).Select(i => (byte)(fill < 0 ? i : fill))];
        Assert.AreEqual(unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8u), MaskedChecksum.Of(data));
    }

    [TestMethod]
    public void TheFileHoldsEachStepAndEpoch()
    {
        using InterruptedRuns runs = new();
        List<TrainingStepArguments> steps = [];
        List<EpochEndArguments> epochs = [];
        runs.Train(RunKind.Pictures, options =>
        {
            options.TensorBoardDirectory = Path.Combine(_folder, "runs", "a");
            (options.OnStep, options.OnEpochEnd) = (steps.Add, epochs.Add);
        });

        string file = Directory.GetFiles(Path.Combine(_folder, "runs", "a")).Single();
        StringAssert.StartsWith(Path.GetFileName(file), "events.out.tfevents.");
        List<ReadEvent> events = ReadEvent.All(file);
        Assert.AreEqual("brain.Event:2", events[0].FileVersion);
        Assert.IsTrue(events.TrueForAll(e => e.Time > 1.7e9));
        Assert.AreEqual((0L, 1), (events[1].Step, events[1].SessionStatus));
        CollectionAssert.AreEqual(steps.ConvertAll(step => (step.StepsDone, (float)step.BatchLoss)), Series(events, "train/batch_loss"));
        CollectionAssert.AreEqual(steps.ConvertAll(step => (step.StepsDone, (float)step.LearningRate)), Series(events, "train/learning_rate"));
        CollectionAssert.AreEqual(epochs.ConvertAll(epoch => (StepsOf(epoch), (float)epoch.TrainLoss)), Series(events, "train/loss"));
        CollectionAssert.AreEqual(epochs.ConvertAll(epoch => (StepsOf(epoch), (float)epoch.ValidationAccuracy!)), Series(events, "validation/accuracy"));
        CollectionAssert.AreEqual(epochs.ConvertAll(epoch => (StepsOf(epoch), (float)epoch.ValidationLoss!)), Series(events, "validation/loss"));
        Assert.HasCount(epochs.Count, Series(events, "validation/macro_accuracy"));
        Assert.HasCount(epochs.Count, Series(events, "train/accuracy"));
    }

    [TestMethod]
    public void AResumedRun_VoidsWhatCameLater()
    {
        using InterruptedRuns runs = new();
        void Log(MuonTrainerOptions options) => options.TensorBoardDirectory = _folder;
        runs.TrainUntil(RunKind.Pictures, 2, Log);
        runs.Resume(RunKind.Pictures, Log);

        List<ReadEvent> second = ReadEvent.All(Directory.GetFiles(_folder).OrderBy(file => int.Parse(file[(file.LastIndexOf('.') + 1)..], System.Globalization.CultureInfo.InvariantCulture)).Last());
        Assert.HasCount(2, Directory.GetFiles(_folder));
        Assert.AreEqual((2L, 1), (second[1].Step, second[1].SessionStatus));
        Assert.AreEqual(3L, Series(second, "train/batch_loss")[0].Step);
    }

    [TestMethod]
    public void AFolderThatCannotBe_IsNamedBeforeTraining()
    {
        string taken = Path.Combine(_folder, "file");
        File.WriteAllText(taken, "");
        using InterruptedRuns runs = new();

        IOException error = Assert.ThrowsExactly<IOException>(() => runs.Train(RunKind.NGrams, options => options.TensorBoardDirectory = taken));

        StringAssert.StartsWith(error.Message, $"TensorBoardDirectory '{taken}' cannot be written to: ");
        Assert.AreEqual("TensorBoardDirectory", Assert.ThrowsExactly<ArgumentException>(() => Stripes.Options(options => options.TensorBoardDirectory = "").Validate()).ParamName);
    }

    /// <summary>Every write to this file fails as on a full disk.</summary>
    [TestMethod]
    public void WhereTheDiskIsFull_TrainingGoesOn_AndSaysSo()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("Only Linux has /dev/full.");
        }

        MLContext context = new(seed: 1);
        List<string> warnings = [];
        context.Log += (_, e) =>
        {
            if (e.Kind is ChannelMessageKind.Warning)
            {
                warnings.Add(e.RawMessage);
            }
        };
        using IChannel channel = ((IHostEnvironment)context).Start("Training");
        using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using TensorBoardLog log = new(EventFile.Over(full), "full", TimeProvider.System, channel);
        TrainingStepArguments step = new(1, 2, 1, 1, 1, 1, 1, 1, default, default, 1);
        EpochEndArguments epoch = new(1, 2, 1, 1, null, null, 1, 1, default, default, true, StepsPerEpoch: 1);

        log.Add(step);
        log.Add(epoch);
        log.Add(step);
        log.Add(epoch);

        Assert.HasCount(1, warnings);
        StringAssert.StartsWith(warnings[0], "The event file 'full' of TensorBoardDirectory is given up, training goes on: ");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static long StepsOf(EpochEndArguments epoch) => (long)epoch.Epoch * epoch.StepsPerEpoch;

    private static List<(long Step, float Value)> Series(IEnumerable<ReadEvent> events, string tag) =>
        [.. events.Where(e => e.Values.ContainsKey(tag)).Select(e => (e.Step, e.Values[tag]))];
}
