using Microsoft.ML;
using Microsoft.ML.Runtime;
using Spectre.Console;

namespace Muon.MLNet.Terminal;

/// <summary>
/// Shows a fit on a terminal: what the trainer says in ML.NET's log, and below it a bar with epoch, loss, accuracy, speed and the time left. Where the
/// output is a file or a pipe there is the log alone, line by line.
/// </summary>
/// <example>
/// <code>
/// TrainingDisplay display = new(AnsiConsole.Console, "images");
/// display.Attach(context);
/// display.Attach(options);
/// using var model = display.Run(() => pipeline.Fit(train));
/// </code>
/// </example>
public sealed class TrainingDisplay
{
    private const int BarWidth = 20;

    private readonly IAnsiConsole _console;
    private readonly string _examples;
    private (ProgressTask Task, FiguresColumn Figures)? _live;
    private string? _lastStep;

    /// <summary>Creates a display.</summary>
    /// <param name="console">The console to write to.</param>
    /// <param name="examples">What the training data consists of, in the plural, for the speed. The default value is <c>examples</c>.</param>
    public TrainingDisplay(IAnsiConsole console, string examples = "examples")
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentException.ThrowIfNullOrEmpty(examples);
        (_console, _examples) = (console, examples);
    }

    /// <summary>Shows what Muon's trainers and transformers say in the log of a context; warnings and errors in colour.</summary>
    /// <param name="context">The context.</param>
    public void Attach(MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Log += Show;
    }

    /// <summary>Shows the steps of a training. Callbacks that the options have already are called as before. Call it before the trainer is created.</summary>
    /// <param name="options">The options of the trainer.</param>
    public void Attach(MuonTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.OnStep += Show;
    }

    /// <summary>Runs a fit, and shows it until it ends.</summary>
    /// <param name="fit">Fits the pipeline.</param>
    /// <returns>What was fitted.</returns>
    public T Run<T>(Func<T> fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (!_console.Profile.Capabilities.Interactive || !_console.Profile.Capabilities.Ansi)
        {
            return fit();
        }

        FiguresColumn figures = new(_examples);
        Progress progress = _console.Progress().AutoClear(enabled: true).Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(), figures);
        return progress.Start(running =>
        {
            _live = (running.AddTask("preparing"), figures);
            try
            {
                return fit();
            }
            finally
            {
                _live = null;
            }
        });
    }

    private void Show(TrainingStepArguments step)
    {
        if (_live is not var (task, figures))
        {
            return;
        }

        _lastStep = step.ToString();
        task.MaxValue = step.TotalSteps;
        task.Value = step.StepsDone;
        task.Description = FormattableString.Invariant($"epoch {step.Epoch}/{step.MaxEpochs}");
        figures.Show(step);
    }

    private void Show(object? sender, LoggingEventArgs e)
    {
        if (e.Kind is ChannelMessageKind.Trace || e.Source?.Contains("Muon", StringComparison.Ordinal) != true)
        {
            return;
        }

        if (_live is null)
        {
            // Nothing is wrapped where a program may read it.
            _console.Profile.Out.Writer.WriteLine(e.RawMessage);
        }
        else if (!string.Equals(e.RawMessage, _lastStep, StringComparison.Ordinal))
        {
            _console.WriteLine(e.RawMessage, e.Kind switch
            {
                ChannelMessageKind.Error => new Style(Color.Red),
                ChannelMessageKind.Warning => new Style(Color.Yellow),
                _ => Style.Plain,
            });
        }
    }
}
