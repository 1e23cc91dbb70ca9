namespace Muon.MLNet;

/// <summary>Checks of option values; each failure names the option, its value and its range.</summary>
internal static class OptionChecks
{
    public static void Name(string? value, string option)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new ArgumentException($"{option} is {(value is null ? "null" : "blank")}; it must name a column.", option);
        }
    }

    public static void InRange(int value, int least, int most, string option)
    {
        if (value < least || value > most)
        {
            string range = most == int.MaxValue ? $"at least {least}" : $"from {least} to {most}";
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be {range}.");
        }
    }

    /// <summary>From 0 up to, but not including, 1; NaN is refused.</summary>
    public static void Fraction(double value, string option)
    {
        if (!(value >= 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be at least 0 and less than 1.");
        }
    }

    /// <summary>Above 0, at most <paramref name="most"/>; NaN is refused.</summary>
    public static void Positive(double value, double most, string option)
    {
        if (!(value > 0 && value <= most))
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be above 0 and at most {most}.");
        }
    }

    public static void AtLeastZero(long value, string option)
    {
        if (value < 0)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be at least 0.");
        }
    }

    public static void Defined<T>(T value, string option)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            string[] names = Enum.GetNames<T>();
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be {string.Join(", ", names[..^1])} or {names[^1]}.");
        }
    }
}
