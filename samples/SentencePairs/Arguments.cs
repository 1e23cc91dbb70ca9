using Muon.Samples;

namespace SentencePairs;

/// <summary>The command line, checked.</summary>
internal sealed record Arguments
{
    private const int LeastPairs = 30;
    private const int MostPairs = 3_000;

    public const string Usage = """
        Trains a transformer encoder on pairs of questions with Muon through ML.NET: is the second one the same question in other
        words, a follow-up, or about something different? Beside it, one that reads the second question alone.

        usage: SentencePairs [options]

          --pairs N            30 to 3000 pairs from the wordings that come with the program, a fifth of them to test with (3000)
          --epochs N           passes over the training pairs (20)
          --seed N             seed of the pairs, the split, the weights and the order (1)
          --threads N          threads that torch computes with (its own choice, or all where that is one)
          --output DIR         where pairs.tsv and model.zip go (the folder output beside the program)
          --help               this text
        """;

    public int Pairs { get; private set; } = 3_000;

    public int Epochs { get; private set; } = 20;

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
            case "--pairs": Pairs = CommandLine.Integer(name, value(), LeastPairs, MostPairs); break;
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
