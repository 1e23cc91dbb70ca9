using System.Text.Json;
using Microsoft.ML;
using Muon.MLNet.Terminal;
using Spectre.Console;

namespace Muon.MLNet.Cli.Output;

/// <summary>Where the program speaks: results to the output; with <c>--json</c> these are JSON alone, and all else goes to the error output.</summary>
internal sealed class ToolConsole
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly TextWriter _words;
    private readonly bool _isQuiet;
    private readonly TrainingDisplay? _display;

    /// <summary>Creates a console.</summary>
    /// <param name="output">The standard output.</param>
    /// <param name="errors">The error output.</param>
    /// <param name="isJson">Whether a program reads the output.</param>
    /// <param name="verbosity"><c>q</c>: results alone; <c>m</c>: what is done too; <c>diag</c>: the log of ML.NET as well.</param>
    public ToolConsole(StandardOutput output, TextWriter errors, bool isJson, string verbosity)
    {
        (Output, IsJson) = (output, isJson);
        _words = isJson ? errors : output;
        _isQuiet = verbosity is "q";
        if (!_isQuiet)
        {
            bool isTerminal = !isJson && output.IsTerminal;
            _display = new TrainingDisplay(AnsiConsole.Create(new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(_words),
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            }));
        }
    }

    public TextWriter Output { get; }

    public bool IsJson { get; }

    /// <summary>Says what is done.</summary>
    public void Say(string line)
    {
        if (!_isQuiet)
        {
            _words.WriteLine(line);
        }
    }

    /// <summary>Writes a result: lines for people, an object for programs.</summary>
    public void Result(object value, IEnumerable<string> lines) => Result(IsJson, value, lines);

    /// <summary>Writes a result in the form that is asked for.</summary>
    public void Result(bool asJson, object value, IEnumerable<string> lines)
    {
        if (asJson)
        {
            Output.WriteLine(JsonSerializer.Serialize(value, s_json));
            return;
        }

        foreach (string line in lines)
        {
            Output.WriteLine(line);
        }
    }

    /// <summary>Shows what the trainers say in the log of a context.</summary>
    public void Attach(MLContext context) => _display?.Attach(context);

    /// <summary>Shows the steps of a training.</summary>
    public void Attach(MuonTrainerOptions options) => _display?.Attach(options);

    public T Run<T>(Func<T> fit) => _display is { } display ? display.Run(fit) : fit();
}
