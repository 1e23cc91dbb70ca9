using System.Text.RegularExpressions;

namespace Muon.MLNet.Cli.Options;

/// <summary>Messages of the library name properties; users of this program know them by its options.</summary>
internal static partial class PropertyNames
{
    private static readonly (string Property, string Option)[] s_options =
    [
        ("ImageHeight and ImageWidth", "--image-size"),
        ("MaxEpochs", "--epochs"),
        ("BatchSize", "--batch-size"),
        ("MaxTrainingTime", "--train-time"),
        ("ValidationSet", "--validation-dataset"),
        ("ValidationFraction", "--validation-fraction"),
        ("LabelSmoothing", "--label-smoothing"),
        ("TokenDropout", "--token-dropout"),
        ("PeakLearningRate", "--muon-learning-rate"),
    ];

    /// <summary>Puts the names of options in the place of those of properties.</summary>
    public static string ToOptions(string message)
    {
        string said = Muon().Replace(message, match => $"--muon-{KebabCase.Of(match.Groups["name"].Value)}");
        return s_options.Aggregate(said, (text, one) => text.Replace(one.Property, one.Option, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\bMuonOptions\.(?<name>[A-Z]\w*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Muon();
}
