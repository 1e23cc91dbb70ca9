using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Consecutive entries of a parameter.</summary>
/// <param name="Index">The position of the parameter among all trained parameters.</param>
/// <param name="Parameter">The parameter.</param>
/// <param name="Offset">The first entry, in the parameter.</param>
/// <param name="Length">The number of entries.</param>
/// <param name="Start">The first entry, in the common run of all parameters.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Segment(int Index, TrainedParameter Parameter, long Offset, long Length, long Start)
{
    /// <summary>The entries of the weight: (length), or the whole weight in its own shape. They share its memory.</summary>
    public Tensor Weight()
    {
        Tensor weight = Parameter.Value;
        return Length == Parameter.Row.Count ? weight : weight.view(-1).narrow(0, Offset, Length);
    }

    /// <summary>The entries of another tensor of the shape of the weight, (length).</summary>
    public Tensor Part(Tensor other) => other.reshape(-1).narrow(0, Offset, Length);
}
