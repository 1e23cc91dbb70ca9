#nullable enable

namespace Muon.Testing;

/// <summary>Whether the tests that take minutes are wanted: <c>build/test --long</c>.</summary>
internal static class TestLength
{
    public static bool IsLong => string.Equals(Environment.GetEnvironmentVariable("MUON_TEST_LONG"), "1", StringComparison.Ordinal);

    /// <summary>The number of rounds for the form of the tests that runs.</summary>
    public static int Rounds(int brief, int full) => IsLong ? full : brief;
}
