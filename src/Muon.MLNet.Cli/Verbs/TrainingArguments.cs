using System.CommandLine;
using Muon.MLNet.Cli.Generation;
using Muon.MLNet.Cli.Options;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>The options that say what is trained, on what, and where to; those of the trainings and of the sweeps.</summary>
internal sealed class TrainingArguments
{
    private const string DefaultName = "SampleClassification";

    // All that need nothing which no option can give: weights of a Bert, or a network of one's own.
    private static readonly ImageArchitecture[] s_pictures = [.. Enum.GetValues<ImageArchitecture>().Where(one => one is not ImageArchitecture.Custom)];
    private static readonly TextArchitecture[] s_texts = [.. Enum.GetValues<TextArchitecture>().Where(one => one is not (TextArchitecture.Bert or TextArchitecture.Custom))];

    private readonly bool _isText;
    private readonly Option<string> _dataset = new("--dataset", "-d") { Required = true, HelpName = "path" };
    private readonly Option<string?> _validation = new("--validation-dataset", "-v") { Description = "Data to judge epochs by, of the same form. Default: a part of the training data, --validation-fraction.", HelpName = "path" };
    private readonly Option<string> _label = new("--label-col") { Description = "The column of the labels: its name, or its number from 0.", Required = true, HelpName = "column" };
    private readonly Option<string> _text = new("--text-col") { Description = "The column of the texts.", Required = true, HelpName = "column" };
    private readonly Option<string?> _text2 = new("--text2-col") { Description = "The column of the second text, for pairs.", HelpName = "column" };
    private readonly Option<bool?> _header = new("--has-header") { Description = "Whether the first line of the table holds the names of the columns. Default: found out.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<double> _validationFraction = new("--validation-fraction") { Description = "The share of each class of the training data that epochs are judged by, where there is no --validation-dataset; 0 for none.", CustomParser = NumberText.Read, HelpName = "share" };
    private readonly Option<double?> _smoothing = new("--label-smoothing") { Description = "The share of the target that is spread over all classes. Default: 0 for pictures, 0.1 for texts.", CustomParser = NumberText.ReadOptional, HelpName = "share" };
    private readonly Option<double?> _augmentation = new("--augmentation-strength") { Description = "What the random changes of training pictures are multiplied by, from 0 to 2. Default: 1.", CustomParser = NumberText.ReadOptional, HelpName = "factor" };
    private readonly Option<double?> _dropout = new("--token-dropout") { Description = "The share of features or tokens that training leaves out of each text. Default: by the network.", CustomParser = NumberText.ReadOptional, HelpName = "share" };
    private readonly Option<int?> _width = new("--width") { Description = "The width of the network. Default: 128.", HelpName = "n" };
    private readonly Option<double?> _time = new("--train-time") { Description = "The longest time of training, in seconds; the best model so far is kept.", CustomParser = NumberText.ReadOptional, HelpName = "seconds" };
    private readonly Option<int?> _epochs = new("--epochs") { Description = "The passes over the training data. Default: 10, and up to 40 for few examples.", HelpName = "n" };
    private readonly Option<int?> _batch = new("--batch-size") { Description = "The examples per step. Default: 128 pictures or 64 texts, and down to 16 where there are few.", HelpName = "n" };
    private readonly Option<string?> _architecture = new("--architecture") { HelpName = "name" };
    private readonly Option<int?> _size = new("--image-size") { Description = "Height and width of the pictures in pixels. Default: by the pictures.", HelpName = "pixels" };
    private readonly Option<double> _test = new("--test-fraction") { Description = "The share of each class that is held out to test with; 0 for none.", DefaultValueFactory = _ => 0.2, CustomParser = NumberText.Read, HelpName = "share" };
    private readonly Option<string?> _name = new("--name", "-n") { Description = $"The name of the model and of the generated class. Default: {DefaultName}.", HelpName = "name" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The folder to write to. Default: the current one.", DefaultValueFactory = _ => ".", HelpName = "folder" };
    private readonly Option<string?> _log = new("--log-file-path") { Description = "A file for the log of the training.", HelpName = "file" };
    private readonly Option<int> _seed = new("--seed") { Description = "Decides all chances: split, order, weights.", DefaultValueFactory = _ => 1, HelpName = "n" };
    private readonly Option<int?> _threads = new("--threads") { Description = "The threads that libtorch computes with.", HelpName = "n" };
    private readonly Option<string> _device = new("--device") { Description = "cpu, gpu or automatic.", DefaultValueFactory = _ => "automatic", HelpName = "name" };
    private readonly Option<string?> _project = new("--project") { Description = "Writes a program around the model too: console, or webapi, which answers POST /predict.", HelpName = "kind" };
    private readonly MuonSettings _muon = new();

    /// <summary>Makes the options.</summary>
    /// <param name="isText">Whether texts are classified.</param>
    /// <param name="validationFraction">The default of <c>--validation-fraction</c>.</param>
    public TrainingArguments(bool isText, double validationFraction = 0.1)
    {
        _isText = isText;
        _validationFraction.DefaultValueFactory = _ => validationFraction;
        _dataset.Description = isText ? "The table: a text file, a line per text." : "The folder, with a sub-folder of pictures for each class.";
        _architecture.Description = $"The network: {string.Join(", ", isText ? s_texts.Select(one => OptionText.Write(one)) : s_pictures.Select(one => OptionText.Write(one)))}. Default: auto.";
        _device.AcceptOnlyFromAmong("cpu", "gpu", "automatic");
        _project.AcceptOnlyFromAmong(GeneratedProject.Kinds);
    }

    /// <summary>Gets the options.</summary>
    public IEnumerable<Option> All =>
    [
        _dataset,
        .. _isText ? (Option[])[_label, _text, _text2, _header] : [_size],
        _validation, _validationFraction, _time, _epochs, _batch, _architecture, _smoothing,
        .. _isText ? (Option[])[_dropout, _width] : [_augmentation],
        _test, _name, _output, _log, _seed, _threads, _device, _project,
        .. _muon.All,
    ];

    /// <summary>What a command line asks for.</summary>
    /// <exception cref="ToolException">A value is out of range.</exception>
    public TrainingRequest Request(ParseResult result)
    {
        return new TrainingRequest
        {
            Name = ClassNames.Require(result.GetValue(_name) ?? DefaultName),
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
            LabelSmoothing = Check("--label-smoothing", result.GetValue(_smoothing), value => value is >= 0 and < 1, "from 0 up to, but not including, 1"),
            AugmentationStrength = _isText ? null : Check("--augmentation-strength", result.GetValue(_augmentation), value => value is >= 0 and <= 2, "from 0 to 2"),
            TokenDropout = _isText ? Check("--token-dropout", result.GetValue(_dropout), value => value is >= 0 and < 1, "from 0 up to, but not including, 1") : null,
            Width = _isText ? Check("--width", result.GetValue(_width), value => value is >= 1 and <= 8192, "from 1 to 8192") : null,
            ValidationFraction = Check<double>("--validation-fraction", result.GetValue(_validationFraction), value => value is >= 0 and < 1, "from 0 up to, but not including, 1")!.Value,
            Seed = result.GetValue(_seed),
            Threads = Check("--threads", result.GetValue(_threads), value => value >= 1, "at least 1"),
            Device = (TrainingDevice)OptionText.Parse("--device", typeof(TrainingDevice), result.GetValue(_device)!)!,
            Project = result.GetValue(_project),
            Muon = _muon.Given(result),
        };
    }

    internal static T? Check<T>(string option, T? value, Func<T, bool> isRight, string range)
        where T : struct =>
        value is { } given && !isRight(given) ? throw new ToolException(ExitCodes.Usage, Invariant($"{option} is {given}; it must be {range}.")) : value;
}
