using Muon.MLNet;
using Muon.Samples;

namespace FlowerPhotos;

/// <summary>The command line, checked.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Trains a classifier of photographs with Muon through ML.NET, tests it, saves it, loads it again, and writes a page
        with its predictions beside the pictures.

        usage: FlowerPhotos [FOLDER] [options]

          FOLDER               a folder of pictures, with a sub-folder for each class; without it, the folder
                               flower-photos-small under MUON_DATA_DIR
          --epochs N           passes over the training pictures (30)
          --batch-size N       pictures per step (32)
          --size N             rows and columns that the network sees of a picture (128)
          --architecture X     Auto, SmallConvNet, SmallResNet, ResNet18, ResNet34, ResNet50, VitTiny or VitSmall (Auto)
          --skip-unreadable    leave out pictures that cannot be read; without it they are an error
          --seed N             seed of the split, the weights and the order (1)
          --threads N          threads that torch computes with (its own choice, or all where that is one)
          --output DIR         where model.zip and predictions.html go (the folder output beside the program)
          --help               this text
        """;

    public string? Folder { get; private set; }

    public int Epochs { get; private set; } = 30;

    public int BatchSize { get; private set; } = 32;

    public int Size { get; private set; } = 128;

    public ImageArchitecture Architecture { get; private set; } = ImageArchitecture.Auto;

    public bool SkipUnreadable { get; private set; }

    public int Seed { get; private set; } = 1;

    public int? Threads { get; private set; }

    public string Output { get; private set; } = Path.Combine(AppContext.BaseDirectory, "output");

    public bool Help { get; private set; }

    /// <summary>Options are written <c>--name value</c> or <c>--name=value</c>.</summary>
    /// <exception cref="UsageException">An option is unknown, lacks its value or has a value out of range.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        Arguments result = new();
        CommandLine.Read(args, result.Set);
        return result;
    }

    private void Set(string name, Func<string> value, bool hasValue)
    {
        switch (name)
        {
            case "--epochs": Epochs = CommandLine.Integer(name, value(), 1); break;
            case "--batch-size": BatchSize = CommandLine.Integer(name, value(), 1); break;
            case "--size": Size = CommandLine.Integer(name, value(), 8, 4096); break;
            case "--architecture": Architecture = OneOf(name, value()); break;
            case "--seed": Seed = CommandLine.Integer(name, value(), 0); break;
            case "--threads": Threads = CommandLine.Integer(name, value(), 1); break;
            case "--output": Output = Path.GetFullPath(CommandLine.Text(name, value())); break;
            case "--skip-unreadable" when !hasValue: SkipUnreadable = true; break;
            case "--help" or "-h" when !hasValue: Help = true; break;
            case "--skip-unreadable" or "--help": throw new UsageException($"{name} takes no value.");
            case ['-', ..]: throw new UsageException($"'{name}' is not an option.");
            default:
                Folder = Folder is null ? CommandLine.Text("FOLDER", name) : throw new UsageException($"'{name}' is a second folder; there can be one.");
                break;
        }
    }

    /// <summary>By name: a number, which <see cref="Enum.TryParse{T}(string, out T)"/> takes too, and Custom, which needs code, are refused.</summary>
    private static ImageArchitecture OneOf(string name, string value)
    {
        ImageArchitecture[] known = [.. Enum.GetValues<ImageArchitecture>().Where(a => a is not ImageArchitecture.Custom)];
        int found = Array.FindIndex(known, a => string.Equals(a.ToString(), value, StringComparison.OrdinalIgnoreCase));
        return found >= 0 ? known[found] : throw new UsageException($"{name} is '{value}'; it must be one of {string.Join(", ", known)}.");
    }
}
