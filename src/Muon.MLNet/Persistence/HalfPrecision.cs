using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Persistence;

/// <summary>float32 values in two bytes each, where nothing is lost by it.</summary>
internal static class HalfPrecision
{
    /// <summary>Rounds <paramref name="values"/> (float32) in place to the nearest values that float16 has; leaves them alone if one of them lies beyond its range or is not finite.</summary>
    public static void Round(Tensor values)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor half = values.to(ScalarType.Float16);
        if (half.isfinite().all().ToBoolean())
        {
            values.copy_(half);
        }
    }

    /// <summary>The values as float16 if all of them are float16's own, else as they are.</summary>
    public static Tensor Shrink(Tensor values)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor half = values.detach().to(ScalarType.Float16);
        return half.to(values.dtype).eq(values).all().ToBoolean() ? half.MoveToOuterDisposeScope() : values;
    }
}
