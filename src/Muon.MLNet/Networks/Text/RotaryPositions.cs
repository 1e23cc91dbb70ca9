using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text;

/// <summary>
/// Rotary positions (Su et al., arXiv:2104.09864): the pair j of a query or key at place p is turned by p·θⱼ, with
/// θⱼ = 10000^(−2j/d), so that a score depends on how far apart two tokens stand. A pair is one complex number, and turning it one product.
/// </summary>
internal static class RotaryPositions
{
    public const double Base = 10_000;

    /// <summary>The turns of queries and keys; those of the queries are 1/√d long, which scales the scores on the way.</summary>
    /// <param name="length">Places of a text.</param>
    /// <param name="d">Numbers for each head, even.</param>
    /// <param name="device">Where they are needed.</param>
    /// <returns>(2, 1, length, d / 2), complex.</returns>
    public static Tensor Turns(long length, long d, Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        long half = d / 2;
        float[] turns = new float[2 * length * d];
        for (long pair = 0; pair < half; pair++)
        {
            double angle = Math.Pow(Base, -2.0 * pair / d);
            for (long place = 0; place < length; place++)
            {
                (double sin, double cos) = Math.SinCos(place * angle);
                long query = 2 * ((place * half) + pair);
                long key = query + (length * d);
                turns[query] = (float)(cos / Math.Sqrt(d));
                turns[query + 1] = (float)(sin / Math.Sqrt(d));
                turns[key] = (float)cos;
                turns[key + 1] = (float)sin;
            }
        }

        return tensor(turns, [2, 1, length, half, 2], device: device).view_as_complex().MoveToOuterDisposeScope();
    }

    /// <summary>Turns queries and keys.</summary>
    /// <param name="pairs">(2, batch·heads, length, d): queries, then keys.</param>
    /// <param name="turns">(2, 1, length, d / 2), complex.</param>
    /// <returns>(2, batch·heads, length, d).</returns>
    public static Tensor Apply(Tensor pairs, Tensor turns)
    {
        using DisposeScope scope = NewDisposeScope();
        long[] shape = pairs.shape;
        Tensor numbers = pairs.to(ScalarType.Float32).view(shape[0], shape[1], shape[2], shape[3] / 2, 2).view_as_complex();
        return numbers.mul(turns).view_as_real().flatten(3).to(pairs.dtype).MoveToOuterDisposeScope();
    }
}
