using Microsoft.ML;
using Muon.MLNet.Benchmarks.Data;

namespace Muon.MLNet.Benchmarks.Text;

/// <summary>A data set of texts.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Load">Reads training and test texts.</param>
/// <param name="IsPair">Whether each example is a pair of texts.</param>
/// <param name="Sdca">The micro-accuracy of ML.NET 5.0.0's FeaturizeText and SdcaMaximumEntropy, measured elsewhere on the same kind of split.</param>
/// <param name="Goal">The micro-accuracy to reach.</param>
internal sealed record TextCase(string Name, Func<MLContext, (LabelledText[] Train, LabelledText[] Test)> Load, bool IsPair, double Sdca, double Goal)
{
    public static TextCase[] All { get; } =
    [
        new("clinc150", _ => TextSets.Clinc() is var (train, _, test) ? (train, test) : default, IsPair: false, 0.8978, 0.928),
        new("language", TextSets.Languages, IsPair: false, 0.9747, 0.987),
        new("spam", TextSets.Spam, IsPair: false, 0.9856, 0.988),
        new("sentiment", TextSets.Sentiment, IsPair: false, 0.815, 0.83),
        new("corefx", TextSets.Issues, IsPair: true, 0.690, 0.70),
    ];
}
