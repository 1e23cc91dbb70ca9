using System.CommandLine;
using Muon.MLNet.Cli.Generation;
using Muon.MLNet.Cli.Options;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>The verbs <c>image-classification</c> and <c>text-classification</c>.</summary>
internal sealed class TrainingCommand
{
    private const string DefaultName = "SampleClassification";

    // All that need nothing which no option can give: weights of a Bert, or a network of one's own.
    private static readonly ImageArchitecture[] s_pictures = [.. Enum.GetValues<ImageArchitecture>().Where(one => one is not ImageArchitecture.Custom)];
    private static readonly TextArchitecture[] s_texts = [.. Enum.GetValues<TextArchitecture>().Where(one => one is not (TextArchitecture.Bert or TextArchitecture.Custom))];

    private readonly bool _isText;
    private readonly Option<string> _dataset = new("--dataset", "-d") { Required = true, HelpName = "path" };
    private readonly Option<string?> _validation = new("--validation-dataset", "-v") { Description = "Data to judge epochs by, of the same form. Default: a tenth of the training data.", HelpName = "path" };
    private readonly Option<string> _label = new("--label-col") { Description = "The column of the labels: its name, or its number from 0.", Required = true, HelpName = "column" };
    private readonly Option<string> _text = new("--text-col") { Description = "The column of the texts.", Required = true, HelpName = "column" };
    private readonly Option<string?> _text2 = new("--text2-col") { Description = "The column of the second text, for pairs.", HelpName = "column" };
    private readonly Option<bool?> _header = new("--has-header") { Description = "Whether the first line of the table holds the names of the columns. Default: found out.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<double?> _time = new("--train-time") { Description = "The longest time of training, in seconds; the best model so far is kept.", CustomParser = NumberText.ReadOptional, HelpName = "seconds" };
    private readonly Option<int?> _epochs = new("--epochs") { Description = "The passes over the training data. Default: 10.", HelpName = "n" };
    private readonly Option<int?> _batch = new("--batch-size") { Description = "The examples per step. Default: 128 pictures or 64 texts.", HelpName = "n" };
    private readonly Option<string?> _architecture = new("--architecture") { HelpName = "name" };
    private readonly Option<int?> _size = new("--image-size") { Description = "Height and width of the pictures in pixels. Default: by the pictures.", HelpName = "pixels" };
    private readonly Option<double> _test = new("--test-fraction") { Description = "The share of each class that is held out to test with; 0 for none.", CustomParser = NumberText.Read, DefaultValueFactory = _ => 0.2, HelpName = "share" };
    private readonly Option<string?> _name = new("--name", "-n") { Description = $"The name of the model and of the generated class. Default: {DefaultName}.", HelpName = "name" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The folder to write to. Default: the current one.", DefaultValueFactory = _ => ".", HelpName = "folder" };
    private readonly Option<string?> _log = new("--log-file-path") { Description = "A file for the log of the training.", HelpName = "file" };
    private readonly Option<int> _seed = new("--seed") { Description = "Decides all chances: split, order, weights.", DefaultValueFactory = _ => 1, HelpName = "n" };
    private readonly Option<int?> _threads = new("--threads") { Description = "The threads that libtorch computes with.", HelpName = "n" };
    private readonly Option<string> _device = new("--device") { Description = "cpu, gpu or automatic.", DefaultValueFactory = _ => "automatic", HelpName = "name" };
    private readonly Option<string?> _project = new("--project") { Description = "Writes a program around the model too: console, or webapi, which answers POST /predict.", HelpName = "kind" };
    private readonly MuonSettings _muon = new();

    private TrainingCommand(bool isText)
    {
        _isText = isText;
        _dataset.Description = isText ? "The table: a text file, a line per text." : "The folder, with a sub-folder of pictures for each class.";
        _architecture.Description = $"The network: {string.Join(", ", isText ? s_texts.Select(one => OptionText.Write(one)) : s_pictures.Select(one => OptionText.Write(one)))}. Default: auto.";
    }

    public static Command Create(bool isText, Tool tool)
    {
        TrainingCommand verb = new(isText);
        verb._project.AcceptOnlyFromAmong(GeneratedProject.ConsoleProject, GeneratedProject.WebProject);
        verb._device.AcceptOnlyFromAmong("cpu", "gpu", "automatic");
        Command command = isText
            ? new Command("text-classification", "Trains a classifier of texts on a table.")
            : new Command("image-classification", "Trains a classifier of pictures on a folder.");
        Option[] kind = isText ? [verb._label, verb._text, verb._text2, verb._header] : [verb._size];
        foreach (Option option in (IEnumerable<Option>)[verb._dataset, .. kind, verb._validation, verb._time, verb._epochs, verb._batch, verb._architecture, verb._test, verb._name, verb._output, verb._log, verb._seed, verb._threads, verb._device, verb._project, .. verb._muon.All])
        {
            command.Options.Add(option);
        }

        tool.SetAction(command, (result, console, cancellation) => Run(verb.Request(result), console, tool.Clock, cancellation));
        return command;
    }

    /// <summary>The verb <c>train</c>, which trains again as a configuration file says.</summary>
    public static Command Again(Tool tool)
    {
        Option<string> configuration = new("--training-config") { Description = "The file NAME.mbconfig of a training before.", Required = true, HelpName = "file" };
        Option<string?> output = new("--output", "-o") { Description = "The folder to write to. Default: that of the configuration.", HelpName = "folder" };
        Command command = new("train", "Trains again as a configuration file says.") { configuration, output };
        tool.SetAction(command, (result, console, cancellation) =>
            Run(TrainingConfiguration.Load(result.GetValue(configuration)!, result.GetValue(output)), console, tool.Clock, cancellation));
        return command;
    }

    /// <summary>Trains, and says what came of it.</summary>
    public static int Run(TrainingRequest request, ToolConsole console, TimeProvider clock, CancellationToken cancellation)
    {
        using NewFolder output = new(request.Output);
        TrainingRecord record = TrainingSession.Run(request, console, clock, cancellation);
        console.Result(
            new { model = Path.Combine(request.Output, record.ModelFile), end = record.Run.End, seconds = record.Run.Seconds, epochs = record.Run.Epochs.Count, bestEpoch = record.Run.BestEpoch, test = record.Run.Test },
            [.. MetricLines.Of(record.Run.Test), Invariant($"trained {record.Run.Epochs.Count} epochs in {record.Run.Seconds:F1} s ({record.Run.End})"), $"model: {Path.Combine(request.Output, record.ModelFile)}"]);
        return ExitCodes.Success;
    }

    private TrainingRequest Request(ParseResult result)
    {
        string name = result.GetValue(_name) ?? DefaultName;
        if (!System.Text.RegularExpressions.Regex.IsMatch(name, @"^[A-Za-z_][A-Za-z0-9_]*$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            throw new ToolException(ExitCodes.Usage, $"--name is '{name}'; it becomes the name of a C# class: letters, digits and _, not beginning with a digit.");
        }

        return new TrainingRequest
        {
            Name = name,
            IsText = _isText,
            Dataset = result.GetValue(_dataset)!,
            ValidationDataset = result.GetValue(_validation),
            LabelColumn = _isText ? result.GetValue(_label) : null,
            TextColumn = _isText ? result.GetValue(_text) : null,
            Text2Column = _isText ? result.GetValue(_text2) : null,
            HasHeader = _isText ? result.GetValue(_header) : null,
            Output = result.GetValue(_output)!,
            LogFile = result.GetValue(_log),
            TrainTime = Check("--train-time", result.GetValue(_time), value => value is > 0 and < 1e8, "above 0"),
            Epochs = Check("--epochs", result.GetValue(_epochs), value => value >= 1, "at least 1"),
            BatchSize = Check("--batch-size", result.GetValue(_batch), value => value >= 1, "at least 1"),
            Architecture = result.GetValue(_architecture) is { } architecture
                ? _isText ? OptionText.OneOf(_architecture.Name, s_texts, architecture) : OptionText.OneOf(_architecture.Name, s_pictures, architecture)
                : null,
            ImageSize = _isText ? null : Check("--image-size", result.GetValue(_size), value => value is >= 1 and <= 4096, "from 1 to 4096"),
            TestFraction = Check<double>("--test-fraction", result.GetValue(_test), value => value is >= 0 and < 1, "from 0 up to, but not including, 1")!.Value,
            Seed = result.GetValue(_seed),
            Threads = Check("--threads", result.GetValue(_threads), value => value >= 1, "at least 1"),
            Device = (TrainingDevice)OptionText.Parse("--device", typeof(TrainingDevice), result.GetValue(_device)!)!,
            Project = result.GetValue(_project),
            Muon = _muon.Given(result),
        };
    }

    private static T? Check<T>(string option, T? value, Func<T, bool> isRight, string range)
        where T : struct =>
        value is { } given && !isRight(given) ? throw new ToolException(ExitCodes.Usage, Invariant($"{option} is {given}; it must be {range}.")) : value;
}
