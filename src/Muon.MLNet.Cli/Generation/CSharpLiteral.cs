namespace Muon.MLNet.Cli.Generation;

/// <summary>Values as C# expressions.</summary>
internal static class CSharpLiteral
{
    /// <summary>A value of an option of Muon.</summary>
    public static string Of(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        char letter => letter switch { '\t' => @"'\t'", '\'' => @"'\''", '\\' => @"'\\'", _ => $"'{letter}'" },
        string text => $"@\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        int or long => Invariant($"{value}"),
        double number => Invariant($"{number:R}"),
        Hyperparameter number => Of(number.Value),
        ConstantLearningRate rate => Of(rate.Value),
        Enum member => $"{member.GetType().Name}.{member}",
        IEnumerable<string> texts => $"new string[] {{ {string.Join(", ", texts.Select(Of))} }}",
        IEnumerable<LearningRateRatio> ratios => $"new LearningRateRatio[] {{ {string.Join(", ", ratios.Select(ratio => $"new({Of(ratio.Pattern)}, {Of(ratio.Ratio)})"))} }}",
        IEnumerable<KeyValuePair<string, int>> parts => $"new Dictionary<string, int> {{ {string.Join(", ", parts.Select(part => $"[{Of(part.Key)}] = {Of(part.Value)}"))} }}",
        _ => throw new NotSupportedException($"A value of {value.GetType()} cannot be written as C#."),
    };
}
