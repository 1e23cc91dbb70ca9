using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>One AdamW step on some rows of a matrix; the others, with their state, stay as they are.</summary>
/// <remarks>
/// Each row counts its own steps and corrects its moments by that number, so that it moves as if the steps that did not touch it
/// had not been. The correction by the global step would make the first update of a rare row √(1 / (1 − β₂)) times too large.
/// </remarks>
internal sealed class RowWiseAdamWKernel(MuonOptions options)
{
    private readonly double _epsilon = options.Epsilon;
    private readonly bool _epsilonHat = options.EpsilonHat;

    /// <summary>Updates both moments and the counts of the touched rows.</summary>
    /// <param name="first">m, (rows, columns); updated.</param>
    /// <param name="second">v, (rows, columns); updated.</param>
    /// <param name="steps">The number of steps that touched each row, (rows), in double precision; updated.</param>
    /// <param name="rows">The touched rows, (touched), each once.</param>
    /// <param name="gradient">g, (touched, columns); unchanged.</param>
    /// <param name="numbers">The numbers of this step.</param>
    /// <returns>(touched, columns): what is to be subtracted from these rows.</returns>
    public Tensor Update(Tensor first, Tensor second, Tensor steps, Tensor rows, Tensor gradient, in StepNumbers numbers)
    {
        // m ← β₁·m + (1 − β₁)·g;  v ← β₂·v + (1 − β₂)·g²;  t ← t + 1
        Tensor m = first.index_select(0, rows).TimesInPlace(numbers.Beta1).PlusInPlace(1 - numbers.Beta1, gradient);
        Tensor v = second.index_select(0, rows).TimesInPlace(numbers.Beta2).PlusProductInPlace(1 - numbers.Beta2, gradient, gradient);
        Tensor t = steps.index_select(0, rows).PlusInPlace(1);
        first.index_put_(m, rows);
        second.index_put_(v, rows);
        steps.index_put_(t, rows);

        // α = lr·√(1 − β₂ᵗ) / (1 − β₁ᵗ);  α·m / (√v + ε̂), with ε̂ as in the dense step.
        Tensor root = Correction(t, numbers.Beta2).sqrt();                           // (touched)
        Tensor rate = root.div(Correction(t, numbers.Beta1)).TimesInPlace(numbers.AdamLearningRate);
        Tensor divisor = _epsilonHat
            ? v.sqrt_().PlusInPlace(_epsilon)
            : v.sqrt_().add_(root.TimesInPlace(_epsilon).to(v.dtype).unsqueeze(1));
        return m.div_(divisor).mul_(rate.to(m.dtype).unsqueeze(1));
    }

    // 1 − βᵗ, exact for small t as well.
    private static Tensor Correction(Tensor steps, double beta) => steps.Times(Math.Log(beta)).expm1_().neg_();
}
