using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>g ← g / loss scale.</summary>
internal static class GradientUnscaling
{
    public static void Apply(Tensor?[] gradients, double? lossScale)
    {
        if (lossScale is not double scale)
        {
            return;
        }

        for (int i = 0; i < gradients.Length; i++)
        {
            gradients[i] = gradients[i]?.Over(scale);
        }
    }
}
