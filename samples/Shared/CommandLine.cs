namespace Muon.Samples;

/// <summary>Reads options of the form <c>--name value</c> or <c>--name=value</c>, and their values.</summary>
internal static class CommandLine
{
    /// <summary>Takes one argument: its name, a function that gives its value, which may be the next argument, and whether the value is joined to it.</summary>
    public delegate void Taker(string name, Func<string> value, bool hasValue);

    /// <summary>Hands each argument to a function.</summary>
    /// <exception cref="UsageException">A value is asked for, and there is none.</exception>
    public static void Read(IReadOnlyList<string> args, Taker take)
    {
        for (int i = 0; i < args.Count; i++)
        {
            int equals = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i].IndexOf('=', StringComparison.Ordinal) : -1;
            string name = equals < 0 ? args[i] : args[i][..equals];
            string Value() => equals >= 0 ? args[i][(equals + 1)..]
                : i + 1 < args.Count ? args[++i]
                : throw new UsageException($"{name} needs a value.");
            take(name, Value, hasValue: equals >= 0);
        }
    }

    /// <exception cref="UsageException">The value is empty.</exception>
    public static string Text(string name, string value) =>
        value.Length > 0 ? value : throw new UsageException($"{name} is empty; it needs a value.");

    /// <exception cref="UsageException">The value is no whole number, or out of range.</exception>
    public static int Integer(string name, string value, int least, int most = int.MaxValue) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new UsageException(Invariant($"{name} is '{value}'; it must be a whole number from {least} to {most}."));

    /// <exception cref="UsageException">The value is no number, or not above 0.</exception>
    public static double Positive(string name, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number > 0 && double.IsFinite(number)
            ? number
            : throw new UsageException($"{name} is '{value}'; it must be a number above 0, such as 0.02.");

    /// <returns>The one of <paramref name="known"/> that is meant, whatever its case.</returns>
    /// <exception cref="UsageException">The value is none of them.</exception>
    public static string OneOf(string name, string value, params string[] known) =>
        Array.Find(known, k => string.Equals(k, value, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"{name} is '{value}'; it must be {string.Join(" or ", known)}.");
}
