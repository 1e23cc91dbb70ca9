using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>β·addend + α·left·right on batches of matrices, in one call where the type allows.</summary>
internal static class MultiplyAdd
{
    // TorchSharp hands the three tensors of baddbmm to libtorch in another order than its parameters are named (seen in
    // 0.102 to 0.107): the addend must come last. Ask it once, so that a corrected version works as well.
    private static readonly Lazy<bool> AddendLast = new(() =>
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor two = torch.tensor(2f).view(1, 1, 1);
        Tensor three = torch.tensor(3f).view(1, 1, 1);
        Tensor five = torch.tensor(5f).view(1, 1, 1);
        return torch.baddbmm(two, three, five).item<float>() == (2 * 3) + 5;
    });

    /// <summary>β·addend + α·left·right.</summary>
    /// <param name="addend">(batch, m, n).</param>
    /// <param name="beta">The factor β.</param>
    /// <param name="left">(batch, m, k).</param>
    /// <param name="right">(batch, k, n).</param>
    /// <param name="alpha">The factor α.</param>
    /// <returns>(batch, m, n).</returns>
    public static Tensor Compute(Tensor addend, double beta, Tensor left, Tensor right, double alpha)
    {
        if (addend.dtype is not ScalarType.Float64)
        {
            return Call(addend, left, right, (float)beta, (float)alpha);
        }

        // The factors of the call are single precision; doubles are multiplied beforehand.
        using Tensor scaledAddend = addend.Times(beta);
        using Tensor scaledLeft = left.Times(alpha);
        return Call(scaledAddend, scaledLeft, right, 1, 1);
    }

    private static Tensor Call(Tensor addend, Tensor left, Tensor right, float beta, float alpha) => AddendLast.Value
        ? torch.baddbmm(left, right, addend, beta, alpha)
        : torch.baddbmm(addend, left, right, beta, alpha);
}
