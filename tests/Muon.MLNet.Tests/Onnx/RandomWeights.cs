using Muon.MLNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Onnx;

/// <summary>Values of their own in what a new network has zeros and ones in: else a mistake with them would not show.</summary>
internal static class RandomWeights
{
    public static T Shake<T>(T network)
        where T : ClassifierNetwork
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        foreach ((string name, Tensor tensor) in network.state_dict().Where(pair => pair.Value.dtype == ScalarType.Float32))
        {
            bool isGain = tensor.dim() == 1 && name.EndsWith("weight", StringComparison.Ordinal);
            if (isGain && tensor.abs().max().item<float>() == 0)
            {
                // The last normalization of a residual block: larger gains make logits in the hundreds, for which float32 is too coarse.
                nn.init.uniform_(tensor, 0.05, 0.25);
            }
            else if (isGain || name.EndsWith("running_var", StringComparison.Ordinal))
            {
                nn.init.uniform_(tensor, 0.5, 1.5);
            }
            else if (tensor.dim() == 1 || name is "cls_token" or "head.weight")
            {
                nn.init.normal_(tensor, std: 0.1);
            }
        }

        return network;
    }
}
