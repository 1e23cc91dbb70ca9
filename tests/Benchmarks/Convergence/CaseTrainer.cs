using Microsoft.ML;

namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>The trainer of a case.</summary>
/// <param name="CreateOptions">Makes its options, but for the optimizer, epochs, batch size and seed.</param>
/// <param name="Defaults">Muon's settings for a number of steps and a highest learning rate.</param>
/// <param name="Fit">Trains.</param>
internal sealed record CaseTrainer(Func<MuonTrainerOptions> CreateOptions, Func<int, double, MuonOptions> Defaults, Action<MLContext, MuonTrainerOptions, IDataView> Fit)
{
    /// <summary>The trainer of pictures.</summary>
    public static CaseTrainer Images(Action<MuonImageClassificationTrainer.Options> configure) => new(
        () =>
        {
            MuonImageClassificationTrainer.Options options = new();
            configure(options);
            return options;
        },
        MuonImageClassificationTrainer.DefaultMuonOptions,
        (context, options, data) => context.MulticlassClassification.Trainers.MuonImageClassification((MuonImageClassificationTrainer.Options)options).Fit(data).Dispose());

    /// <summary>The trainer of texts.</summary>
    public static CaseTrainer Texts(Action<MuonTextClassificationTrainer.Options> configure) => new(
        () =>
        {
            MuonTextClassificationTrainer.Options options = new();
            configure(options);
            return options;
        },
        (steps, peak) =>
        {
            // As the trainer itself does where it is given no settings: queries, keys and values are matrices of their own.
            MuonOptions muon = MuonTextClassificationTrainer.DefaultMuonOptions(steps, peak);
            muon.PackedWeights = new Dictionary<string, int>(StringComparer.Ordinal) { [@"attn\.qkv\.weight$"] = 3 };
            return muon;
        },
        (context, options, data) => context.MulticlassClassification.Trainers.MuonTextClassification((MuonTextClassificationTrainer.Options)options).Fit(data).Dispose());
}
