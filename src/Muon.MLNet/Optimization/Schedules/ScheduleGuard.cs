using System.Globalization;
using System.Runtime.CompilerServices;

namespace Muon.MLNet;

/// <summary>Checks of schedule parameters.</summary>
internal static class ScheduleGuard
{
    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) ? value : throw Outside(name, value, "a finite number");

    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw Outside(name, value, "finite and at least 0");

    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 && double.IsFinite(value) ? value : throw Outside(name, value, "finite and greater than 0");

    public static long AtLeast(long minimum, long value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= minimum ? value : throw Outside(name, value, string.Create(CultureInfo.InvariantCulture, $"at least {minimum}"));

    private static ArgumentOutOfRangeException Outside<T>(string name, T value, string range)
        where T : IFormattable =>
        new(name, value, $"{name} is {value.ToString(format: null, CultureInfo.InvariantCulture)}; it must be {range}.");
}
