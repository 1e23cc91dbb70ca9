using Muon.Samples;

namespace AutoMLSweep;

/// <summary>The command line, checked.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Finds learning rate, momentum, Newton-Schulz steps and weight decay for handwritten digits with ML.NET's AutoML,
        and says which of them mattered.

        usage: AutoMLSweep [options]

          --data DIR           a folder with optdigits-train.csv and optdigits-test.csv; without it, the folder optdigits
                               under MUON_DATA_DIR
          --trials N           trials of the sweep (30)
          --time SECONDS       end the sweep after this time (a day)
          --tuner NAME         random, cost-frugal, grid or smac (random: importance wants trials all over the space)
          --epochs N           passes over the training digits of a trial (9)
          --limit N            only the first N training digits
          --halving            end trials that are behind others at a third or a ninth of their epochs
          --study CONNECTION   keep the trials in a database: a file, or Host=...;Database=...;Username=... for PostgreSQL; the
                               same call goes on with them, and other processes may work on it at the same time
          --name NAME          the name of the study in the database (digits)
          --workers N          work on the study with so many processes, which share the threads (1)
          --lease SECONDS      how long a worker that no longer answers keeps its trial (60)
          --report FILE        write a page with a picture and a table of all trials
          --seed N             seed of proposals, weights and order (1)
          --threads N          threads that torch computes with (its own choice)
          --help               this text
        """;

    public string? Data { get; private set; }

    public int Trials { get; private set; } = 30;

    public int? Seconds { get; private set; }

    public string Tuner { get; private set; } = "random";

    public int Epochs { get; private set; } = 9;

    public int? Limit { get; private set; }

    public bool Halving { get; private set; }

    public string? Study { get; private set; }

    public string Name { get; private set; } = "digits";

    public int Workers { get; private set; } = 1;

    /// <summary>Whether another process started this one, and tells what came of the sweep.</summary>
    public bool IsHelper { get; private set; }

    public int Lease { get; private set; } = 60;

    public string? Report { get; private set; }

    public int Seed { get; private set; } = 1;

    public int? Threads { get; private set; }

    public bool Help { get; private set; }

    /// <summary>Options are written <c>--name value</c> or <c>--name=value</c>.</summary>
    /// <exception cref="UsageException">An option is unknown, lacks its value or has a value out of range.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        Arguments result = new();
        CommandLine.Read(args, result.Set);
        return result.Workers == 1 || result.Study is not null ? result : throw new UsageException("--workers needs --study: the processes meet in its database.");
    }

    private void Set(string name, Func<string> value, bool hasValue)
    {
        switch (name)
        {
            case "--data": Data = CommandLine.Text(name, value()); break;
            case "--trials": Trials = CommandLine.Integer(name, value(), 1); break;
            case "--time": Seconds = CommandLine.Integer(name, value(), 1); break;
            case "--tuner": Tuner = CommandLine.OneOf(name, value(), "random", "cost-frugal", "grid", "smac"); break;
            case "--epochs": Epochs = CommandLine.Integer(name, value(), 1); break;
            case "--limit": Limit = CommandLine.Integer(name, value(), 40); break;
            case "--study": Study = CommandLine.Text(name, value()); break;
            case "--name": Name = CommandLine.Text(name, value()); break;
            case "--workers": Workers = CommandLine.Integer(name, value(), 1, 64); break;
            case "--helper" when !hasValue: IsHelper = true; break;
            case "--lease": Lease = CommandLine.Integer(name, value(), 1); break;
            case "--report": Report = CommandLine.Text(name, value()); break;
            case "--seed": Seed = CommandLine.Integer(name, value(), 0); break;
            case "--threads": Threads = CommandLine.Integer(name, value(), 1, 1024); break;
            case "--halving" when !hasValue: Halving = true; break;
            case "--help" or "-h" when !hasValue: Help = true; break;
            default: throw new UsageException($"Unknown option {name}.");
        }
    }
}
