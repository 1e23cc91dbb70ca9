using Muon.MLNet;
using Muon.Samples;

namespace TextClassification;

/// <summary>The command line, checked.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Trains a classifier of sentences with Muon through ML.NET, tests it, saves it, loads it again, and predicts.

        usage: TextClassification [options]

          without a file       sentences to a bookshop that come with the program: 13 intents of 50 sentences
          --data clinc150      CLINC150: 22,500 requests of 150 intents; the folder clinc150 under MUON_DATA_DIR
          --csv FILE           a file of your own with a header, separated by commas, or by tabs where it is a .tsv
          --text COLUMN        its column of sentences (Sentence)
          --label COLUMN       its column of classes (Label)
          --architecture X     ngram or encoder (ngram)
          --epochs N           passes over the training sentences (ngram 10, encoder 20)
          --seed N             seed of the split, the weights and the order (1)
          --threads N          threads that torch computes with (its own choice, or all where that is one)
          --output DIR         where model.zip and predictions.tsv go (the folder output beside the program)
          --help               this text
        """;

    public bool IsClinc150 { get; private set; }

    public string? File { get; private set; }

    public string Text { get; private set; } = "Sentence";

    public string Label { get; private set; } = "Label";

    public TextArchitecture Architecture { get; private set; } = TextArchitecture.NGram;

    public int? Epochs { get; private set; }

    public int Seed { get; private set; } = 1;

    public int? Threads { get; private set; }

    public string Output { get; private set; } = Path.Combine(AppContext.BaseDirectory, "output");

    public bool Help { get; private set; }

    /// <summary>Options are written <c>--name value</c> or <c>--name=value</c>.</summary>
    /// <exception cref="UsageException">An option is unknown, lacks its value, has a value out of range or does not go with another.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        Arguments result = new();
        bool names = false;
        CommandLine.Read(args, (name, value, hasValue) =>
        {
            names |= name is "--text" or "--label";
            result.Set(name, value, hasValue);
        });
        return result is { IsClinc150: true, File: not null } ? throw new UsageException("--data and --csv were given; there can be one.")
            : names && result.File is null ? throw new UsageException("--text and --label name columns of --csv, which was not given.")
            : result;
    }

    private void Set(string name, Func<string> value, bool hasValue)
    {
        switch (name)
        {
            case "--data": IsClinc150 = CommandLine.OneOf(name, value(), "clinc150") is "clinc150"; break;
            case "--csv": File = Path.GetFullPath(CommandLine.Text(name, value())); break;
            case "--text": Text = CommandLine.Text(name, value()); break;
            case "--label": Label = CommandLine.Text(name, value()); break;
            case "--architecture": Architecture = CommandLine.OneOf(name, value(), "ngram", "encoder") is "encoder" ? TextArchitecture.Encoder : TextArchitecture.NGram; break;
            case "--epochs": Epochs = CommandLine.Integer(name, value(), 1); break;
            case "--seed": Seed = CommandLine.Integer(name, value(), 0); break;
            case "--threads": Threads = CommandLine.Integer(name, value(), 1); break;
            case "--output": Output = Path.GetFullPath(CommandLine.Text(name, value())); break;
            case "--help" or "-h" when !hasValue: Help = true; break;
            case "--help": throw new UsageException($"{name} takes no value.");
            default: throw new UsageException($"'{name}' is not an option.");
        }
    }
}
