using Microsoft.ML;
using Muon.MLNet.Tests.TestData;
using Spectre.Console;

namespace Muon.MLNet.Terminal.Tests;

/// <summary>What is shown of a real training, on a terminal and in a file.</summary>
[TestClass]
public sealed class TrainingDisplayTests
{
    [TestMethod]
    public void OnATerminal_TheBarFollowsTheSteps_AndTheLogStandsAbove()
    {
        (string shown, List<TrainingStepArguments> steps) = Train(interactive: true, pause: TimeSpan.FromMilliseconds(60));

        StringAssert.Contains(shown, "\x1b[", "escape sequences");
        StringAssert.Contains(shown, "epoch 1/3");
        StringAssert.Contains(shown, "epoch 3/3");
        StringAssert.Contains(shown, "strips/s");
        StringAssert.Contains(shown, "Device: ");
        StringAssert.Contains(shown, "Training is complete.");
        Assert.HasCount(9, steps, "the callback that was there is called too");
    }

    [TestMethod]
    public void InAFile_ThereIsTheLogAlone_OneMessageALine()
    {
        (string shown, _) = Train(interactive: false, TimeSpan.Zero);

        Assert.DoesNotContain("\x1b", shown);
        string[] lines = shown.Split('\n');
        Assert.HasCount(3, lines.Where(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.HasCount(1, lines.Where(line => line.StartsWith("Device: ", StringComparison.Ordinal) && line.TrimEnd().EndsWith("float32.", StringComparison.Ordinal)), "longer than 80 characters, and not wrapped");
    }

    [TestMethod]
    public void AFitThatFails_LeavesTheTerminalAsItWas()
    {
        using StringWriter writer = new();
        IAnsiConsole console = Console(writer, interactive: true);
        TrainingDisplay display = new(console);

        Assert.ThrowsExactly<InvalidDataException>(() => display.Run<int>(() => throw new InvalidDataException("no")));

        StringAssert.EndsWith(writer.ToString().TrimEnd(), "\x1b[?25h", "the cursor is shown again");
    }

    private static (string Shown, List<TrainingStepArguments> Steps) Train(bool interactive, TimeSpan pause)
    {
        MLContext context = new(seed: 1);
        IDataView data = Stripes.Keyed(context, Stripes.View(context, 90));
        List<TrainingStepArguments> steps = [];
        MuonImageClassificationTrainer.Options options = Stripes.Options(o => o.MaxEpochs = 3);
        options.OnStep = step =>
        {
            steps.Add(step);
            Thread.Sleep(pause); // The bar is drawn ten times a second.
        };
        using StringWriter writer = new();
        TrainingDisplay display = new(Console(writer, interactive), "strips");
        display.Attach(context);
        display.Attach(options);
        using var model = display.Run(() => context.MulticlassClassification.Trainers.MuonImageClassification(options).Fit(data));
        return (writer.ToString(), steps);
    }

    private static IAnsiConsole Console(TextWriter writer, bool interactive)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = interactive ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = interactive ? 160 : 80;
        return console;
    }
}
