using System.CommandLine;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Verbs;

namespace Muon.MLNet.Cli;

/// <summary>The program: its verbs, and what an error becomes.</summary>
internal sealed class Tool
{
    private readonly Option<bool> _json = new("--json") { Description = "Results as JSON on the output, all else on the error output.", Recursive = true };
    private readonly Option<string> _verbosity = new("--verbosity") { Description = "q: results alone; m: what is done too; diag: the stack of an error as well.", DefaultValueFactory = _ => "m", Recursive = true, HelpName = "q|m|diag" };
    private readonly StandardOutput _output;
    private readonly TextWriter _errors;
    private int _exitCode;

    private Tool(TextReader input, StandardOutput output, TextWriter errors, TimeProvider clock)
    {
        (Input, _output, _errors, Clock) = (input, output, errors, clock);
        _verbosity.AcceptOnlyFromAmong("q", "m", "diag");
    }

    public TextReader Input { get; }

    public TimeProvider Clock { get; }

    /// <summary>Runs the program.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextReader input, TextWriter output, TextWriter errors, CancellationToken cancellation = default)
    {
        StandardOutput checkedOutput = new(output);
        Tool tool = new(input, checkedOutput, errors, TimeProvider.System);
        RootCommand root = tool.CreateRoot();
        ParseResult result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            foreach (string line in ParseErrors.Explain(result))
            {
                await errors.WriteLineAsync(line).ConfigureAwait(false);
            }

            return ExitCodes.Usage;
        }

        // Ctrl+C is the caller's token: a training ends after its step and keeps its best weights, however long that takes.
        InvocationConfiguration configuration = new() { Output = checkedOutput, Error = errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            int code = await result.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
            return tool._exitCode != 0 ? tool._exitCode : code;
        }
        catch (ToolException error) // Of --help, which is no verb.
        {
            await errors.WriteLineAsync($"error: {error.Message}").ConfigureAwait(false);
            return error.ExitCode;
        }
    }

    /// <summary>Gives a verb its action; what goes wrong becomes a line and an exit code.</summary>
    public void SetAction(Command command, Func<ParseResult, ToolConsole, CancellationToken, int> run) => command.SetAction((result, cancellation) =>
    {
        string verbosity = result.GetValue(_verbosity)!;
        _exitCode = Guard(verbosity, () => run(result, new ToolConsole(_output, _errors, result.GetValue(_json), verbosity), cancellation));
        return Task.FromResult(_exitCode);
    });

    private RootCommand CreateRoot()
    {
        RootCommand root = new($"Trains, tests and uses ML.NET models with the Muon optimizer.\n{ExitCodes.Help}");
        root.Options.Add(_json);
        root.Options.Add(_verbosity);
        root.Subcommands.Add(TrainingCommand.Create(isText: false, this));
        root.Subcommands.Add(TrainingCommand.Create(isText: true, this));
        root.Subcommands.Add(SweepCommand.Create(this));
        root.Subcommands.Add(TrainingCommand.Again(this));
        root.Subcommands.Add(EvaluateCommand.Create(this));
        root.Subcommands.Add(PredictCommand.Create(this));
        root.Subcommands.Add(InfoCommand.Create(this));
        root.Subcommands.Add(ReportCommand.Create(this));
        root.Subcommands.Add(ExportCommand.Create(this));
        root.Subcommands.Add(DoctorCommand.Create(this));
        return root;
    }

    private int Guard(string verbosity, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception error)
        {
            (int code, string message) = Explain(error);
            _errors.WriteLine(verbosity is "diag" ? $"error: {message}\n{error}" : $"error: {message}");
            return code;
        }
    }

    private static (int Code, string Message) Explain(Exception failure) => Failure.Cause(failure) switch
    {
        ToolException known => (known.ExitCode, known.Message),
        OperationCanceledException => (ExitCodes.Cancelled, "cancelled; there is nothing to keep yet."),
        var error when Failure.IsOfNativeLibrary(error) => (ExitCodes.Environment, Failure.OfNativeLibrary(error)),
        IOException or UnauthorizedAccessException or InvalidDataException => (ExitCodes.Data, failure.Message),
        var error => (ExitCodes.Unexpected, $"unexpected: {error.Message} Run it again with --verbosity diag for the place."),
    };
}
