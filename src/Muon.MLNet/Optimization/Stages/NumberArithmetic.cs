using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Arithmetic of a tensor with a number, as TorchSharp's methods of the same names, by numbers that live long enough.</summary>
/// <remarks>
/// A number reaches libtorch as a native object that the finalizer of <see cref="Scalar"/> frees, and TorchSharp (seen in
/// 0.107) does not keep the <see cref="Scalar"/> alive during the call. One that is made in the argument list, by a cast or
/// an implicit conversion, can be freed while libtorch still reads it, when another thread collects garbage: then the step
/// takes another number, or fails with "Unknown scalar type". Here it is disposed of after the call.
/// </remarks>
internal static class NumberArithmetic
{
    /// <summary>x·number.</summary>
    public static Tensor Times(this Tensor x, double number)
    {
        using Scalar scalar = number;
        return x.mul(scalar);
    }

    /// <summary>x ← x·number.</summary>
    public static Tensor TimesInPlace(this Tensor x, double number)
    {
        using Scalar scalar = number;
        return x.mul_(scalar);
    }

    /// <summary>x / number.</summary>
    public static Tensor Over(this Tensor x, double number)
    {
        using Scalar scalar = number;
        return x.div(scalar);
    }

    /// <summary>x ← x / number.</summary>
    public static Tensor OverInPlace(this Tensor x, double number)
    {
        using Scalar scalar = number;
        return x.div_(scalar);
    }

    /// <summary>The only entry of x; the host waits for it.</summary>
    public static double ToNumber(this Tensor x)
    {
        if (x.dtype is ScalarType.Float64)
        {
            return x.item<double>();
        }

        using Tensor number = x.to(ScalarType.Float64);
        return number.item<double>();
    }

    /// <summary>x ← x + number.</summary>
    public static Tensor PlusInPlace(this Tensor x, double number)
    {
        using Scalar scalar = number;
        return x.add_(scalar);
    }

    /// <summary>x ← x + factor·other.</summary>
    public static Tensor PlusInPlace(this Tensor x, double factor, Tensor other)
    {
        using Scalar scalar = factor;
        return x.add_(other, alpha: scalar);
    }

    /// <summary>x ← x + factor·left·right, entry by entry.</summary>
    public static Tensor PlusProductInPlace(this Tensor x, double factor, Tensor left, Tensor right)
    {
        using Scalar scalar = factor;
        return x.addcmul_(left, right, scalar);
    }

    /// <summary>x ← x + factor·dividend / divisor, entry by entry.</summary>
    public static Tensor PlusQuotientInPlace(this Tensor x, double factor, Tensor dividend, Tensor divisor)
    {
        using Scalar scalar = factor;
        return x.addcdiv_(dividend, divisor, scalar);
    }

    /// <summary>x ← max(x, least).</summary>
    public static Tensor AtLeastInPlace(this Tensor x, double least)
    {
        using Scalar scalar = least;
        return x.clamp_min_(scalar);
    }

    /// <summary>x ← min(x, most).</summary>
    public static Tensor AtMostInPlace(this Tensor x, double most)
    {
        using Scalar scalar = most;
        return x.clamp_max_(scalar);
    }

    /// <summary>x ← 1 where x ≥ least, 0 elsewhere.</summary>
    public static Tensor MarkAtLeastInPlace(this Tensor x, double least)
    {
        using Scalar scalar = least;
        return x.ge_(scalar);
    }

    /// <summary>x between −limit and limit.</summary>
    public static Tensor Within(this Tensor x, double limit)
    {
        using Scalar least = -limit, most = limit;
        return x.clamp(least, most);
    }
}
