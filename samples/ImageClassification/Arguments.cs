using Muon.Samples;

namespace ImageClassification;

/// <summary>The command line, checked.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Trains a picture classifier with Muon through ML.NET, evaluates it, saves it, loads it again and predicts.

        usage: ImageClassification [options]

          --data DIR           a folder with the four MNIST-style IDX files (train-images-idx3-ubyte,
                               train-labels-idx1-ubyte, t10k-..., plain or .gz); without it, the folder mnist
                               under MUON_DATA_DIR, or else digits that the program draws itself
          --drawn              take the drawn digits even where there is an mnist folder
          --epochs N           passes over the training pictures (2 for 30,000 pictures and more, else 5)
          --batch-size N       pictures per step (128)
          --learning-rate X    the highest learning rate, after the warm-up (0.05)
          --bfloat16           Muon's matrix products in bfloat16
          --seed N             seed of the pictures, the weights and the order (1)
          --limit N            only the first N training pictures and the first N test pictures
          --threads N          threads that torch computes with (its own choice, or all where that is one)
          --model FILE         where the model is saved (digits.zip beside the program)
          --checkpoints DIR    save the training in this folder after each epoch
          --checkpoint-steps N save it after every N steps, too
          --resume             go on from what is saved in that folder, if anything is
          --draw-folder DIR    train nothing: draw digits into this folder, PNG files with a sub-folder for each digit
          --per-class N        so many of each digit (20)
          --help               this text
        """;

    public string? Data { get; private set; }

    public bool Drawn { get; private set; }

    public int? Epochs { get; private set; }

    public int BatchSize { get; private set; } = 128;

    public double? LearningRate { get; private set; }

    public bool BFloat16 { get; private set; }

    public int Seed { get; private set; } = 1;

    public int? Limit { get; private set; }

    public int? Threads { get; private set; }

    public string Model { get; private set; } = Path.Combine(AppContext.BaseDirectory, "digits.zip");

    public string? Checkpoints { get; private set; }

    public int CheckpointSteps { get; private set; }

    public bool Resume { get; private set; }

    public string? DrawFolder { get; private set; }

    public int? PerClass { get; private set; }

    public bool Help { get; private set; }

    /// <summary>Options are written <c>--name value</c> or <c>--name=value</c>.</summary>
    /// <exception cref="UsageException">An option is unknown, lacks its value or has a value out of range.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        Arguments result = new();
        CommandLine.Read(args, result.Set);
        if (result.Checkpoints is null && (result.Resume || result.CheckpointSteps > 0))
        {
            throw new UsageException("--resume and --checkpoint-steps need --checkpoints.");
        }

        if (result.DrawFolder is null && result.PerClass is not null)
        {
            throw new UsageException("--per-class needs --draw-folder.");
        }

        return result.Data is null || !result.Drawn ? result : throw new UsageException("--data and --drawn exclude each other.");
    }

    private void Set(string name, Func<string> value, bool hasValue)
    {
        switch (name)
        {
            case "--data": Data = CommandLine.Text(name, value()); break;
            case "--epochs": Epochs = CommandLine.Integer(name, value(), 1); break;
            case "--batch-size": BatchSize = CommandLine.Integer(name, value(), 1); break;
            case "--learning-rate": LearningRate = CommandLine.Positive(name, value()); break;
            case "--seed": Seed = CommandLine.Integer(name, value(), 0); break;
            case "--limit": Limit = CommandLine.Integer(name, value(), 1); break;
            case "--threads": Threads = CommandLine.Integer(name, value(), 1); break;
            case "--model": Model = Path.GetFullPath(CommandLine.Text(name, value())); break;
            case "--checkpoints": Checkpoints = Path.GetFullPath(CommandLine.Text(name, value())); break;
            case "--checkpoint-steps": CheckpointSteps = CommandLine.Integer(name, value(), 1); break;
            case "--draw-folder": DrawFolder = Path.GetFullPath(CommandLine.Text(name, value())); break;
            case "--per-class": PerClass = CommandLine.Integer(name, value(), 1, 1_000); break;
            case "--resume" when !hasValue: Resume = true; break;
            case "--drawn" when !hasValue: Drawn = true; break;
            case "--bfloat16" when !hasValue: BFloat16 = true; break;
            case "--help" or "-h" when !hasValue: Help = true; break;
            case "--drawn" or "--bfloat16" or "--resume" or "--help": throw new UsageException($"{name} takes no value.");
            default: throw new UsageException($"'{name}' is not an option.");
        }
    }
}
