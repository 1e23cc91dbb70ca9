using System.Runtime.InteropServices;

namespace Muon.MLNet;

/// <summary>The numbers that are in force during one update.</summary>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="AdamLrRatio">The learning rate of the AdamW step as a fraction of it.</param>
/// <param name="Momentum">The momentum of the Muon step.</param>
/// <param name="Beta1">The decay rate of AdamW's first moment.</param>
/// <param name="Beta2">The decay rate of AdamW's second moment.</param>
/// <param name="Update">The number of this update, counted from 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StepNumbers(
    double LearningRate, double AdamLrRatio, double Momentum, double Beta1, double Beta2, long Update)
{
    /// <summary>The learning rate of the AdamW step.</summary>
    public double AdamLearningRate => LearningRate * AdamLrRatio;

    /// <summary>1 − β₁ᵗ.</summary>
    public double FirstCorrection => 1 - Math.Pow(Beta1, Update);

    /// <summary>√(1 − β₂ᵗ).</summary>
    public double SecondCorrection => Math.Sqrt(1 - Math.Pow(Beta2, Update));

    public static StepNumbers Read(MuonOptions options, double learningRate, long update) => new(
        learningRate,
        options.AdamLrRatio,
        Fraction(nameof(options.Momentum), options.Momentum),
        Fraction(nameof(options.AdamBeta1), options.AdamBeta1),
        Fraction(nameof(options.AdamBeta2), options.AdamBeta2),
        update);

    /// <summary>The numbers for one parameter: all learning rates are multiplied by its ratio.</summary>
    public StepNumbers For(TrainedParameter parameter) =>
        this with { LearningRate = LearningRate * parameter.Row.LearningRateRatio };

    private static double Fraction(string name, Hyperparameter parameter)
    {
        double value = parameter.Value;
        return value is >= 0 and < 1
            ? value
            : throw new InvalidOperationException($"The function of {name} returned {value}; it must be at least 0 and less than 1.");
    }
}
