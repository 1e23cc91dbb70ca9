using Muon.Samples;

namespace WebApi;

/// <summary>The command line, checked.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Serves models that were trained with Muon, on this machine's loopback address.

        usage: WebApi [--images FILE] [--texts FILE] [options]

          --images FILE     a model of pictures, such as samples/FlowerPhotos saves: POST /images/predict
          --texts FILE      a model of texts, such as samples/TextClassification saves: POST /texts/predict
          --port N          the port; 0 takes any that is free (5000)
          --max-megabytes N the largest request, in MB (10)
          --batch N         so many requests are predicted together at most (64)
          --queue N         so many requests may wait; more are told to come back (1024)
          --watch N         look every N seconds whether a model file has been replaced (1)
          --threads N       threads that torch computes with (its own choice)
          --help            this text

        The files may also be named by the settings Models:Images and Models:Texts, in appsettings.json or as the variables
        Models__Images and Models__Texts. A file that is replaced is loaded, tried and swapped in while requests go on.

          curl --data-binary @photo.jpg http://127.0.0.1:5000/images/predict?top=3
          curl --json '{"text":"wake me at seven"}' http://127.0.0.1:5000/texts/predict
          curl http://127.0.0.1:5000/health
        """;

    public string? Images { get; init; }

    public string? Texts { get; init; }

    public int Port { get; init; } = 5000;

    public int MaxMegabytes { get; init; } = 10;

    public int Batch { get; init; } = 64;

    public int Queue { get; init; } = 1_024;

    public TimeSpan Watch { get; init; } = TimeSpan.FromSeconds(1);

    public int? Threads { get; init; }

    public bool Help { get; init; }

    /// <summary>Options are written <c>--name value</c> or <c>--name=value</c>.</summary>
    /// <exception cref="UsageException">An option is unknown, lacks its value or has a value out of range.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        Arguments result = new();
        CommandLine.Read(args, (name, value, hasValue) => result = result.With(name, value, hasValue));
        return result;
    }

    private Arguments With(string name, Func<string> value, bool hasValue) => name switch
    {
        "--images" => this with { Images = Path.GetFullPath(CommandLine.Text(name, value())) },
        "--texts" => this with { Texts = Path.GetFullPath(CommandLine.Text(name, value())) },
        "--port" => this with { Port = CommandLine.Integer(name, value(), 0, ushort.MaxValue) },
        "--max-megabytes" => this with { MaxMegabytes = CommandLine.Integer(name, value(), 1, 1_024) },
        "--batch" => this with { Batch = CommandLine.Integer(name, value(), 1, 1_024) },
        "--queue" => this with { Queue = CommandLine.Integer(name, value(), 1, 1_000_000) },
        "--watch" => this with { Watch = TimeSpan.FromSeconds(CommandLine.Integer(name, value(), 1, 86_400)) },
        "--threads" => this with { Threads = CommandLine.Integer(name, value(), 1) },
        "--help" or "-h" when !hasValue => this with { Help = true },
        "--help" => throw new UsageException($"{name} takes no value."),
        _ => throw new UsageException($"'{name}' is not an option."),
    };
}
