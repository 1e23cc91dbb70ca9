namespace Muon.MLNet.Cli.Options;

/// <summary>Values of options as text, and back.</summary>
internal static class OptionText
{
    private static readonly Type[] s_lists = [typeof(IReadOnlyList<string>), typeof(IReadOnlyList<LearningRateRatio>), typeof(IReadOnlyDictionary<string, int>)];

    /// <summary>What may stand for a value of a type, for help and messages; <see langword="null"/> where none can be written on a command line.</summary>
    public static string? Describe(Type type)
    {
        Type value = Nullable.GetUnderlyingType(type) ?? type;
        string orNone = MayBeNone(type) ? ", or none" : "";
        return value switch
        {
            _ when value.IsEnum => string.Join(", ", Enum.GetNames(value).Select(KebabCase.Of)) + orNone,
            _ when value == typeof(bool) => "true or false" + orNone,
            _ when value == typeof(int) || value == typeof(long) => "a whole number" + orNone,
            _ when value == typeof(double) || value == typeof(Hyperparameter) || value == typeof(LearningRateSchedule) => "a number" + orNone,
            _ when value == typeof(string) => "a text",
            _ when value == typeof(IReadOnlyList<string>) => "regular expressions, separated by ';'" + orNone,
            _ when value == typeof(IReadOnlyList<LearningRateRatio>) => "pattern=ratio, separated by ';'" + orNone,
            _ when value == typeof(IReadOnlyDictionary<string, int>) => "pattern=parts, separated by ';'" + orNone,
            _ => null,
        };
    }

    /// <summary>Reads a value.</summary>
    /// <exception cref="ToolException">The text is no such value.</exception>
    public static object? Parse(string option, Type type, string text)
    {
        Type value = Nullable.GetUnderlyingType(type) ?? type;
        if (MayBeNone(type) && string.Equals(text, "none", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        object? parsed = value switch
        {
            _ when value.IsEnum => Enum.GetValues(value).Cast<object>().FirstOrDefault(member => IsNameOf(member.ToString()!, text)),
            _ when value == typeof(bool) => bool.TryParse(text, out bool flag) ? flag : null,
            _ when value == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null,
            _ when value == typeof(long) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null,
            _ when value == typeof(double) => Number(text),
            _ when value == typeof(Hyperparameter) => Number(text) is { } number ? (object)new Hyperparameter(number) : null,
            _ when value == typeof(LearningRateSchedule) => Number(text) is { } number ? new ConstantLearningRate(number) : null,
            _ when value == typeof(string) => text,
            _ when value == typeof(IReadOnlyList<string>) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            _ when value == typeof(IReadOnlyList<LearningRateRatio>) => Pairs<double>(text, Number)?.Select(pair => new LearningRateRatio(pair.Key, pair.Value)).ToArray(),
            _ when value == typeof(IReadOnlyDictionary<string, int>) =>
                Pairs<int>(text, part => int.TryParse(part, CultureInfo.InvariantCulture, out int parts) ? parts : null) is { } pairs ? new OrderedDictionary<string, int>(pairs, StringComparer.Ordinal) : null,
            _ => throw new NotSupportedException($"{option} is of the type {type}, which has no text."),
        };
        return parsed ?? throw new ToolException(ExitCodes.Usage, $"{option} is '{text}'; it must be {(value.IsEnum ? "one of " : "")}{Describe(type)}.");
    }

    /// <summary>Finds which member of an enumeration is meant.</summary>
    /// <returns>Its name as it is written on the command line.</returns>
    /// <exception cref="ToolException">None of them.</exception>
    public static string OneOf<T>(string option, IReadOnlyList<T> members, string text)
        where T : struct, Enum =>
        members.Where(member => IsNameOf(member.ToString(), text)).Select(member => Write(member)).FirstOrDefault()
            ?? throw new ToolException(ExitCodes.Usage, $"{option} is '{text}'; it must be one of {string.Join(", ", members.Select(member => Write(member)))}.");

    /// <summary>A value as <see cref="Parse"/> reads it.</summary>
    public static string Write(object? value) => value switch
    {
        null => "none",
        Enum member => KebabCase.Of(member.ToString()),
        bool flag => flag ? "true" : "false",
        string text => text,
        ConstantLearningRate constant => Write(constant.Value),
        IEnumerable<LearningRateRatio> ratios => string.Join(';', ratios.Select(ratio => Invariant($"{ratio.Pattern}={ratio.Ratio}"))),
        IEnumerable<KeyValuePair<string, int>> parts => string.Join(';', parts.Select(part => Invariant($"{part.Key}={part.Value}"))),
        IEnumerable<string> texts => string.Join(';', texts),
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool MayBeNone(Type type) => Nullable.GetUnderlyingType(type) is not null || s_lists.Contains(type);

    private static bool IsNameOf(string member, string text) =>
        string.Equals(member, text, StringComparison.OrdinalIgnoreCase) || string.Equals(KebabCase.Of(member), text, StringComparison.OrdinalIgnoreCase);

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    private static Dictionary<string, T>? Pairs<T>(string text, Func<string, T?> read)
        where T : struct
    {
        Dictionary<string, T> pairs = new(StringComparer.Ordinal);
        foreach (string entry in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = entry.LastIndexOf('=');
            if (equals < 1 || read(entry[(equals + 1)..]) is not { } value)
            {
                return null;
            }

            pairs[entry[..equals]] = value;
        }

        return pairs;
    }
}
