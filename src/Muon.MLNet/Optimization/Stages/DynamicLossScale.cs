using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Whether gradients are finite, and what that makes of the loss scale.</summary>
/// <remarks>Keras's <c>LossScaleOptimizer</c> and PyTorch's <c>GradScaler</c> do the same.</remarks>
internal static class DynamicLossScale
{
    public const double Initial = 32768;
    public const int StepsToDouble = 2000;

    /// <summary>Below this scale no overflow of the scaled loss explains gradients that are not finite.</summary>
    public const double Smallest = 1 / Initial;

    /// <summary>Checks the gradients and moves the scale for the next step.</summary>
    /// <param name="gradients">The gradients, null where there is none.</param>
    /// <param name="counters">Where the scale is kept.</param>
    /// <returns>Whether all are finite; otherwise the step is to be skipped.</returns>
    /// <exception cref="InvalidOperationException">Gradients are not finite whatever the scale.</exception>
    public static bool Check(Tensor?[] gradients, MuonGroupOptions counters)
    {
        if (!AreFinite(gradients))
        {
            if (counters.LossScale <= Smallest)
            {
                throw new InvalidOperationException(
                    $"Gradients are still not finite at a loss scale of {counters.LossScale}: training diverged. Lower the learning rate, or clip gradients.");
            }

            counters.LossScale /= 2;
            counters.GoodSteps = 0;
            return false;
        }

        if (++counters.GoodSteps == StepsToDouble)
        {
            counters.LossScale *= 2;
            counters.GoodSteps = 0;
        }

        return true;
    }

    // A sum is finite when all entries are, unless it overflows itself; then the scale is far too large as well. Infinities of
    // both signs give NaN. One number is read from the device, whatever the number of gradients.
    private static bool AreFinite(Tensor?[] gradients)
    {
        Tensor[] sums = [.. gradients.OfType<Tensor>().Select(gradient => Sum(gradient).to(ScalarType.Float64))];
        return double.IsFinite(stack(sums).sum().item<double>());
    }

    private static Tensor Sum(Tensor gradient) =>
        gradient.dtype is ScalarType.Float64 ? gradient.sum() : gradient.sum(ScalarType.Float32);
}
