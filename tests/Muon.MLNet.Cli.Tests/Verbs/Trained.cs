namespace Muon.MLNet.Cli.Tests.Verbs;

/// <summary>Models that many tests ask, each trained by the program when the first of them does.</summary>
[TestClass]
public sealed class Trained
{
    private static readonly Lazy<Folder> s_folder = new(() => new Folder());

    private static readonly Lazy<string> s_messages = new(() => Run(
        "sms", "Sms", "text-classification", "--dataset", Table, "--label-col", "0", "--text-col", "1", "--epochs", "2", "--log-file-path", s_folder.Value.At("log.txt"), "--muon-adam-lr-ratio", "0.5", "--threads", "1"));

    private static readonly Lazy<string> s_photos = new(() => Run("flowers", "Flowers", "image-classification", "--dataset", Pictures, "--epochs", "1", "--image-size", "32", "--threads", "1"));

    private static readonly Lazy<string> s_pairs = new(() => Run(
        "pairs", "Pairs", "text-classification", "--dataset", PairTable, "--label-col", "0", "--text-col", "1", "--text2-col", "2", "--epochs", "1", "--test-fraction", "0"));

    private static readonly Lazy<string> s_table = new(() => s_folder.Value.Messages());
    private static readonly Lazy<string> s_pictures = new(() => s_folder.Value.Photos());
    private static readonly Lazy<string> s_pairTable = new(() => s_folder.Value.Write("pairs.tsv", [.. Enumerable.Range(0, 10).Select(i => FormattableString.Invariant($"{(i % 2 == 0 ? "same" : "other")}\tthe cat {i}\t{(i % 2 == 0 ? "the cat" : "a dog")} {i}"))]));

    /// <summary>Gets the table of messages that <see cref="Messages"/> learned from: no header, labels and texts.</summary>
    public static string Table => s_table.Value;

    /// <summary>Gets the folder of photographs that <see cref="Photos"/> learned from.</summary>
    public static string Pictures => s_pictures.Value;

    /// <summary>Gets the table of pairs that <see cref="Pairs"/> learned from.</summary>
    public static string PairTable => s_pairTable.Value;

    /// <summary>Gets a model of messages.</summary>
    public static string Messages => s_messages.Value;

    /// <summary>Gets the log of the training of <see cref="Messages"/>.</summary>
    public static string Log => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Messages))!, "log.txt");

    /// <summary>Gets a model of photographs.</summary>
    public static string Photos => s_photos.Value;

    /// <summary>Gets a model of pairs of texts.</summary>
    public static string Pairs => s_pairs.Value;

    [AssemblyCleanup]
    public static void Remove()
    {
        if (s_folder.IsValueCreated)
        {
            s_folder.Value.Dispose();
        }
    }

    private static string Run(string folder, string name, params string[] args)
    {
        string output = s_folder.Value.At(folder);
        ToolRun.Of([.. args, "--name", name, "--output", output]).Expect(0);
        return Path.Combine(output, name + ".mlnet");
    }
}
