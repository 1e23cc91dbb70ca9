using System.Diagnostics;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Tests.Verbs;

namespace Muon.MLNet.Cli.Tests.Processes;

/// <summary>Ctrl+C in a process of its own. No test waits for a time: each waits for lines, or holds the program up with a pipe.</summary>
[TestClass]
public sealed class InterruptTests
{
    private const string Heard = "cancelling; Ctrl+C once more ends the program at once.";

    [TestInitialize]
    public void RequireSignals()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("A console of its own would be needed to press Ctrl+C in.");
        }
    }

    [TestMethod]
    public void Ctrl_C_after_an_epoch_keeps_the_model()
    {
        using Folder folder = new();
        using ToolProcess tool = new(AppContext.BaseDirectory, Arguments(folder));
        tool.Expect("epoch 1/100000: loss");
        tool.Interrupt();
        (int code, string output) = tool.End();
        Assert.AreEqual(ExitCodes.Success, code, output);
        Assert.Contains(Heard, output);
        TrainingRecord record = TrainingRecord.Load(folder.At("out/training-record.json"));
        Assert.AreEqual("cancelled", record.Run.End);
        Assert.IsGreaterThanOrEqualTo(1, record.Run.Epochs.Count);
        Assert.IsLessThan(100_000, record.Run.Epochs.Count);
        ToolRun.With("hello", "predict", folder.At("out/Sms.mlnet")).Expect(0);
    }

    [TestMethod]
    public void Ctrl_C_before_the_first_step_leaves_nothing()
    {
        using Folder folder = new();
        string log = Pipe(folder);
        using ToolProcess tool = new(AppContext.BaseDirectory, Arguments(folder, "--log-file-path", log));
        tool.Expect("Table: "); // What comes next is the log, whose pipe nobody reads yet.
        tool.Interrupt();
        tool.Expect(Heard);
        using FileStream reader = File.OpenRead(log);
        (int code, string output) = tool.End();
        Assert.AreEqual(ExitCodes.Cancelled, code, output);
        Assert.Contains("cancelled; there is nothing to keep yet.", output);
        Assert.IsFalse(Directory.Exists(folder.At("out")), output);
    }

    [TestMethod]
    public void A_second_Ctrl_C_ends_the_program_at_once()
    {
        using Folder folder = new();
        using ToolProcess tool = new(AppContext.BaseDirectory, Arguments(folder, "--log-file-path", Pipe(folder)));
        tool.Expect("Table: "); // From here on the program waits for somebody to read its log, whom there is none.
        tool.Interrupt();
        tool.Expect(Heard);
        tool.Interrupt();
        (int code, string output) = tool.End();
        Assert.AreEqual(ExitCodes.Cancelled, code, output);
        Assert.IsFalse(File.Exists(folder.At("out/Sms.mlnet")));
    }

    private static string[] Arguments(Folder folder, params string[] more) =>
        ["text-classification", "--dataset", Trained.Table, "--label-col", "0", "--text-col", "1", "--epochs", "100000", "--threads", "1", "--name", "Sms", "--output", folder.At("out"), .. more];

    private static string Pipe(Folder folder)
    {
        using Process make = Process.Start("mkfifo", [folder.At("log")]);
        make.WaitForExit();
        Assert.AreEqual(0, make.ExitCode);
        return folder.At("log");
    }
}
