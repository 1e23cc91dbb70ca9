using Muon.Samples;

namespace BesideBuiltIn;

/// <summary>The command line, checked.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Trains ML.NET's own TextClassification and MuonTextClassification on the same sentences, and prints accuracies and seconds.

        usage: BesideBuiltIn [options]

          without --data       sentences to a bookshop that come with the program: 13 intents of 50 sentences
          --data clinc150      CLINC150: the folder clinc150 under MUON_DATA_DIR
          --epochs N           passes of the built-in trainer (10, its own default)
          --seed N             seed of the split, the weights and the order (1)
          --threads N          threads that torch computes with (its own choice, or all where that is one)
          --help               this text
        """;

    public bool IsClinc150 { get; private set; }

    public int Epochs { get; private set; } = 10;

    public int Seed { get; private set; } = 1;

    public int? Threads { get; private set; }

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
            case "--data": IsClinc150 = CommandLine.OneOf(name, value(), "clinc150") is "clinc150"; break;
            case "--epochs": Epochs = CommandLine.Integer(name, value(), 1); break;
            case "--seed": Seed = CommandLine.Integer(name, value(), 0); break;
            case "--threads": Threads = CommandLine.Integer(name, value(), 1); break;
            case "--help" or "-h" when !hasValue: Help = true; break;
            case "--help": throw new UsageException($"{name} takes no value.");
            default: throw new UsageException($"'{name}' is not an option.");
        }
    }
}
