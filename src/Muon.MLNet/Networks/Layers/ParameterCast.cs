using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Layers;

/// <summary>Parameters in the type of what they are multiplied with.</summary>
internal static class ParameterCast
{
    /// <summary>The parameter, or a copy of it in the type of <paramref name="input"/> that passes its gradient on.</summary>
    public static Tensor InTypeOf(this Parameter parameter, Tensor input)
    {
        ScalarType type = input.dtype;
        return parameter.dtype == type ? parameter : parameter.to(type);
    }
}
