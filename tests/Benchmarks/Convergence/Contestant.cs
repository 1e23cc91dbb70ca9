namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>An optimizer as the trainer takes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Decays">Weight decays to try, each at the best learning rate of the first.</param>
/// <param name="Create">Makes its options from the trainer, the number of steps of the run, the highest learning rate and the weight decay.</param>
internal sealed record Contestant(string Name, double[] Decays, Func<CaseTrainer, int, double, double, MuonOptions> Create)
{
    private const double DefaultDecay = 0.01;
    private const double LargeDecay = 0.1;

    // Biases and the scales and shifts of norms, by the names of the built-in networks.
    private static readonly string[] Vectors = ["bias$", "norm", @"bn\d", @"downsample\.1\."];

    /// <summary>Gets Muon as the trainer sets it up.</summary>
    public static Contestant Muon { get; } = new("Muon", [DefaultDecay], (trainer, steps, peak, decay) =>
    {
        MuonOptions options = trainer.Defaults(steps, peak);
        options.WeightDecay = decay;
        return options;
    });

    /// <summary>
    /// Gets AdamW for all parameters, with the usual settings (β 0.9 and 0.999, ε 1e-8, vectors do not decay) and the schedule of
    /// Muon's options.
    /// </summary>
    public static Contestant AdamW { get; } = new("AdamW", [DefaultDecay, LargeDecay], (trainer, steps, peak, decay) => new MuonOptions
    {
        Name = "adamw",
        LearningRate = trainer.Defaults(steps, peak).LearningRate,
        ExcludeLayers = ["."],
        AdamLrRatio = 1,
        AdamBeta1 = 0.9,
        AdamBeta2 = 0.999,
        Epsilon = 1e-8,
        EpsilonHat = false,
        WeightDecay = decay,
        ExcludeFromWeightDecay = Vectors,
    });
}
