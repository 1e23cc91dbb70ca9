using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Limits gradients by their own norm, by their common norm, or entry by entry; the host never waits for a norm.</summary>
internal static class GradientClipping
{
    public static void Apply(Tensor?[] gradients, MuonOptions options)
    {
        if (options.ClipNorm is double norm)
        {
            // g ← g·c / max(‖g‖, c)
            Replace(gradients, gradient => gradient.Times(norm).div_(gradient.norm().AtLeastInPlace(norm)));
        }
        else if (options.GlobalClipNorm is double globalNorm)
        {
            Tensor factor = GlobalFactor(gradients, globalNorm);
            Replace(gradients, gradient => gradient.mul(factor));
        }
        else if (options.ClipValue is double value)
        {
            Replace(gradients, gradient => gradient.Within(value));
        }
    }

    // c·min(1/n, 1/c) with n the norm of all gradients; n − n turns an infinite norm into NaN instead of a silent zero.
    private static Tensor GlobalFactor(Tensor?[] gradients, double limit)
    {
        Tensor[] present = [.. gradients.OfType<Tensor>()];
        Tensor norms = torch.stack(present.Select(gradient => gradient.norm().to(present[0].dtype)));
        Tensor norm = norms.norm();
        return norm.reciprocal().AtMostInPlace(1 / limit).TimesInPlace(limit).add_(norm.sub(norm));
    }

    private static void Replace(Tensor?[] gradients, Func<Tensor, Tensor> clip)
    {
        for (int i = 0; i < gradients.Length; i++)
        {
            gradients[i] = gradients[i] is { } gradient ? clip(gradient) : null;
        }
    }
}
