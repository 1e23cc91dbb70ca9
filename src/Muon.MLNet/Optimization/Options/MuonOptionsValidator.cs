using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Muon.MLNet;

/// <summary>Checks <see cref="MuonOptions"/>: ranges by their <see cref="RangeAttribute"/>, then the rules between options.</summary>
internal static class MuonOptionsValidator
{
    private static readonly (PropertyInfo Property, RangeAttribute Range)[] Ranges =
        [.. from property in typeof(MuonOptions).GetProperties()
            let range = property.GetCustomAttribute<RangeAttribute>()
            where range is not null
            select (property, range)];

    public static void Validate(MuonOptions options)
    {
        foreach ((PropertyInfo property, RangeAttribute range) in Ranges)
        {
            CheckRange(property.Name, property.GetValue(options), range);
        }

        CheckEnum(nameof(options.Precision), options.Precision);
        CheckEnum(nameof(options.Coefficients), options.Coefficients);
        CheckEnum(nameof(options.NormGuard), options.NormGuard);
        CheckEnum(nameof(options.UpdateScaling), options.UpdateScaling);
        CheckEnum(nameof(options.HigherRank), options.HigherRank);
        CheckEnum(nameof(options.Layout), options.Layout);
        CheckLearningRate(options.LearningRate);
        CheckClipping(options);
        if (string.IsNullOrWhiteSpace(options.Name))
        {
            throw Invalid(nameof(options.Name), "is empty; the optimizer needs a name");
        }

        CheckLossScale(options);
        CheckPacking(options);
        CheckRatios(options.LearningRateRatios ?? []);
        _ = new PathPatterns(nameof(options.ExcludeLayers), options.ExcludeLayers);
        _ = new PathPatterns(nameof(options.RowWiseAdamW), options.RowWiseAdamW);
        _ = new PathPatterns(nameof(options.ExcludeFromWeightDecay), options.ExcludeFromWeightDecay);
    }

    private static void CheckRange(string name, object? value, RangeAttribute range)
    {
        double? number = value switch
        {
            null => null,
            Hyperparameter { IsConstant: true } constant => constant.Value,
            Hyperparameter => null,
            _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        };
        if (number is double actual && !Contains(range, actual))
        {
            throw OutOfRange(name, actual, Describe(range));
        }
    }

    private static bool Contains(RangeAttribute range, double value)
    {
        (double low, double high) = Bounds(range);
        return (range.MinimumIsExclusive ? value > low : value >= low)
            && (range.MaximumIsExclusive ? value < high : value <= high);
    }

    private static (double Low, double High) Bounds(RangeAttribute range) => (
        Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture),
        Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture));

    private static string Describe(RangeAttribute range)
    {
        (double low, double high) = Bounds(range);
        string from = string.Create(CultureInfo.InvariantCulture, $"{(range.MinimumIsExclusive ? "greater than" : "at least")} {low}");
        string to = string.Create(CultureInfo.InvariantCulture, $"{(range.MaximumIsExclusive ? "less than" : "at most")} {high}");
        return (low is double.MinValue, high is double.MaxValue or int.MaxValue) switch
        {
            (true, true) => "a finite number",
            (true, false) => to,
            (false, true) => range.OperandType == typeof(int) ? from : $"finite and {from}",
            (false, false) => $"{from} and {to}",
        };
    }

    private static void CheckEnum<T>(string name, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw OutOfRange(name, value.ToString("D"), $"one of {string.Join(", ", Enum.GetNames<T>())}");
        }
    }

    private static void CheckLearningRate(LearningRateSchedule? schedule)
    {
        const string Option = nameof(MuonOptions.LearningRate);
        if (schedule is null)
        {
            throw Invalid(Option, "is null; set a number, a schedule or a function");
        }

        if (schedule is ConstantLearningRate { Value: var value } && !(value >= 0 && double.IsFinite(value)))
        {
            throw OutOfRange(Option, value, "finite and at least 0");
        }
    }

    private static void CheckClipping(MuonOptions options)
    {
        (string Name, double? Value)[] clips =
        [
            (nameof(options.ClipNorm), options.ClipNorm),
            (nameof(options.ClipValue), options.ClipValue),
            (nameof(options.GlobalClipNorm), options.GlobalClipNorm),
        ];
        string[] set = [.. clips.Where(clip => clip.Value is not null).Select(clip => clip.Name)];
        if (set.Length > 1)
        {
            throw new ArgumentException(
                $"{string.Join(" and ", set)} are both set; at most one of ClipNorm, ClipValue and GlobalClipNorm may be.", set[1]);
        }
    }

    private static void CheckLossScale(MuonOptions options)
    {
        if (options.DynamicLossScaling && options.LossScaleFactor is not null)
        {
            throw new ArgumentException(
                "DynamicLossScaling and LossScaleFactor are both set; the one finds the scale that the other gives.", nameof(options.DynamicLossScaling));
        }
    }

    private static void CheckPacking(MuonOptions options)
    {
        _ = new PathPatterns(nameof(options.PackedWeights), options.PackedWeights?.Keys);
        foreach ((string pattern, int parts) in options.PackedWeights?.AsEnumerable() ?? [])
        {
            if (parts < 2)
            {
                throw OutOfRange(nameof(options.PackedWeights), parts, $"at least 2 for '{pattern}'");
            }
        }

        if (options.Layout is not WeightLayout.OutputInput && (options.SplitQkv || options.PackedWeights is { Count: > 0 }))
        {
            string option = options.SplitQkv ? nameof(options.SplitQkv) : nameof(options.PackedWeights);
            throw Invalid(option, $"is set and Layout is {options.Layout}; weights are split along the outputs of the layout {WeightLayout.OutputInput} only");
        }
    }

    private static void CheckRatios(IReadOnlyList<LearningRateRatio> ratios)
    {
        const string Option = nameof(MuonOptions.LearningRateRatios);
        if (ratios.Contains(null!))
        {
            throw Invalid(Option, "holds null; each entry needs a pattern and a ratio");
        }

        _ = new PathPatterns(Option, ratios.Select(ratio => ratio.Pattern));
        foreach ((string pattern, double ratio) in ratios)
        {
            if (!(ratio is > 0 and <= LearningRateRatio.Largest))
            {
                throw OutOfRange(Option, ratio, string.Create(CultureInfo.InvariantCulture, $"greater than 0 and at most {LearningRateRatio.Largest} for '{pattern}'"));
            }
        }
    }

    private static ArgumentOutOfRangeException OutOfRange<T>(string option, T value, string range) =>
        new(option, value, string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; it must be {range}."));

    private static ArgumentException Invalid(string option, string message) => new($"{option} {message}.", option);
}
