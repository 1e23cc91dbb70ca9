using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.ML;

namespace Muon.MLNet.Training.Checkpoints;

/// <summary>Options as text, so that those of two runs can be compared: every public property that holds a value, now and in versions to come.</summary>
internal static class OptionText
{
    // Where a schedule is looked at: it has no other description.
    private static readonly long[] Places = [0, 1, 10, 100, 1_000, 10_000, 100_000];

    /// <summary>Adds the properties of an object, and those of the objects of this library in it.</summary>
    /// <param name="facts">Where they are added, by their names.</param>
    /// <param name="options">The object.</param>
    /// <param name="prefix">Stands before the names.</param>
    /// <param name="except">Names that are left out.</param>
    public static void Add(IDictionary<string, string> facts, object options, string prefix, IReadOnlySet<string> except)
    {
        foreach (PropertyInfo property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetMethod is null || property.GetIndexParameters().Length > 0 || except.Contains(property.Name) || IsNoValue(property.PropertyType))
            {
                continue;
            }

            object? value = property.GetValue(options);
            if (value is not null && IsNested(value))
            {
                Add(facts, value, $"{prefix}{property.Name}.", except);
            }
            else
            {
                facts[prefix + property.Name] = Of(value);
            }
        }
    }

    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        Hyperparameter { IsConstant: false } or FunctionLearningRate => "a function",
        LearningRateSchedule schedule => $"{schedule.GetType().Name} {Of(Places.Select(schedule.GetLearningRate))}",
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        _ => value.ToString() ?? "",
    };

    // Functions, data and tokens cannot be compared.
    private static bool IsNoValue(Type type) => typeof(Delegate).IsAssignableFrom(type) || typeof(IDataView).IsAssignableFrom(type) || type == typeof(CancellationToken);

    private static bool IsNested(object value) =>
        value is not (LearningRateSchedule or IFormattable or IEnumerable) && value.GetType() is { IsClass: true } type && type.Assembly == typeof(OptionText).Assembly;
}
