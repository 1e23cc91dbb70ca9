using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>Keys are one-based in a column; a zero-based number beyond the count is a missing key.</summary>
internal static class Keys
{
    public static T FromZeroBased<T>(T value, T count)
        where T : IBinaryInteger<T> => value < count ? value + T.One : T.Zero;
}
