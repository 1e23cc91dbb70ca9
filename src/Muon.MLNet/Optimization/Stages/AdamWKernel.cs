using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>The arithmetic of one AdamW step (Loshchilov and Hutter, arXiv 1711.05101) on any number of entries.</summary>
internal sealed class AdamWKernel(MuonOptions options)
{
    private readonly double _epsilon = options.Epsilon;
    private readonly bool _epsilonHat = options.EpsilonHat;

    /// <summary>Updates both moments, and gives the divisor of the update, W ← W − <see cref="Rate"/> · m / divisor.</summary>
    /// <param name="first">m, (entries); updated.</param>
    /// <param name="second">v, (entries); updated.</param>
    /// <param name="gradient">g, (entries); overwritten by the divisor.</param>
    /// <param name="numbers">The numbers of this step.</param>
    public void Update(Tensor first, Tensor second, Tensor gradient, in StepNumbers numbers)
    {
        // m ← β₁·m + (1 − β₁)·g;  v ← β₂·v + (1 − β₂)·g²
        first.TimesInPlace(numbers.Beta1).PlusInPlace(1 - numbers.Beta1, gradient);
        second.TimesInPlace(numbers.Beta2).PlusProductInPlace(1 - numbers.Beta2, gradient, gradient);

        // √v + ε̂, where ε̂ = ε, or ε·√(1 − β₂ᵗ) if ε is meant for the bias-corrected √v.
        gradient.copy_(second).sqrt_().PlusInPlace(_epsilonHat ? _epsilon : _epsilon * numbers.SecondCorrection);
    }

    /// <summary>α = lr · √(1 − β₂ᵗ) / (1 − β₁ᵗ).</summary>
    public static double Rate(in StepNumbers numbers) =>
        numbers.AdamLearningRate * numbers.SecondCorrection / numbers.FirstCorrection;
}
