using System.CommandLine;
using System.Reflection;

namespace Muon.MLNet.Cli.Options;

/// <summary>
/// The options <c>--muon-…</c>: a preset, and one for each property of <see cref="MuonOptions"/>, made from the properties so that none is
/// missing.
/// </summary>
internal sealed class MuonSettings
{
    /// <summary>The preset that is no block of values: the trainer makes its settings by network and number of steps.</summary>
    public const string MeasuredPreset = "measured";

    private const string Prefix = "--muon-";
    private const string PresetKey = "muon-preset";

    private static readonly Dictionary<string, Func<MuonOptions>> s_presets = typeof(MuonOptions)
        .GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.ReturnType == typeof(MuonOptions) && method.GetParameters().Length == 0)
        .ToDictionary(method => KebabCase.Of(method.Name), method => method.CreateDelegate<Func<MuonOptions>>(), StringComparer.OrdinalIgnoreCase);

    private readonly Option<string?> _preset = new(Prefix + "preset")
    {
        Description = $"Where the values of Muon begin that no other option sets: {MeasuredPreset}, the settings that measured best for the network, with warm-up and cosine decay; or {string.Join(", ", s_presets.Keys)}, at a constant learning rate. Default: {MeasuredPreset}.",
        HelpName = "name",
    };

    private readonly List<(PropertyInfo Property, Option<string?> Option)> _options;

    public MuonSettings()
    {
        MuonOptions defaults = new();
        _options = [.. typeof(MuonOptions).GetProperties().Where(property => property.CanWrite).Select(property => (property, Create(property, defaults)))];
    }

    /// <summary>Gets the options.</summary>
    public IEnumerable<Option<string?>> All => [_preset, .. _options.Select(one => one.Option)];

    /// <summary>Gets the names of the properties that have an option.</summary>
    public IEnumerable<string> Properties => _options.Select(one => one.Property.Name);

    /// <summary>What was asked for by name, without the two dashes.</summary>
    public Dictionary<string, string> Given(ParseResult result)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        foreach (Option<string?> option in All)
        {
            if (result.GetValue(option) is { } text)
            {
                given[option.Name[2..]] = text;
            }
        }

        return given;
    }

    /// <summary>Makes the settings of the optimizer.</summary>
    /// <param name="given">What <see cref="Given"/> returns.</param>
    /// <exception cref="ToolException">A value is none of its type, or out of range.</exception>
    public static MuonChoice Create(IReadOnlyDictionary<string, string> given)
    {
        Dictionary<PropertyInfo, object?> values = [];
        foreach (PropertyInfo property in typeof(MuonOptions).GetProperties().Where(property => property.CanWrite))
        {
            string option = Prefix + KebabCase.Of(property.Name);
            if (given.TryGetValue(option[2..], out string? text))
            {
                values[property] = OptionText.Parse(option, property.PropertyType, text);
            }
        }

        string preset = given.GetValueOrDefault(PresetKey, MeasuredPreset);
        bool isMeasured = string.Equals(preset, MeasuredPreset, StringComparison.OrdinalIgnoreCase);
        MuonOptions? start = isMeasured ? null
            : s_presets.TryGetValue(preset, out Func<MuonOptions>? make) ? make()
            : throw new ToolException(ExitCodes.Usage, $"{Prefix}preset is '{preset}'; it must be one of {MeasuredPreset}, {string.Join(", ", s_presets.Keys)}.");
        double? peak = isMeasured ? Peak(values) : null;
        MuonChoice choice = new(start, peak, [.. values]);
        MuonOptions all = start ?? new MuonOptions();
        choice.Change(all);
        Check(all);
        return start is null ? choice : choice with { Changes = [] };
    }

    // Of the measured settings, a learning rate is the highest one; it is taken out of the other values.
    private static double? Peak(Dictionary<PropertyInfo, object?> values)
    {
        PropertyInfo property = typeof(MuonOptions).GetProperty(nameof(MuonOptions.LearningRate))!;
        if (!values.Remove(property, out object? schedule))
        {
            return null;
        }

        double peak = ((ConstantLearningRate)schedule!).Value;
        return peak > 0 ? peak : throw new ToolException(ExitCodes.Usage, Invariant($"{Prefix}learning-rate is {peak}; it must be above 0."));
    }

    private static void Check(MuonOptions muon)
    {
        try
        {
            muon.Validate();
        }
        catch (ArgumentException error)
        {
            string name = error.ParamName is { } property ? $"{Prefix}{KebabCase.Of(property)}: " : "";
            throw new ToolException(ExitCodes.Usage, name + error.Message.Split(" (Parameter", StringSplitOptions.None)[0].Split('\n')[0].Trim(), error);
        }
    }

    private static Option<string?> Create(PropertyInfo property, MuonOptions defaults)
    {
        string kind = OptionText.Describe(property.PropertyType)
            ?? throw new NotSupportedException($"MuonOptions.{property.Name} is of the type {property.PropertyType}, which cannot be given on a command line.");
        string value = OptionText.Write(property.GetValue(defaults));
        return new Option<string?>(Prefix + KebabCase.Of(property.Name)) { Description = Describe(property, kind, value), HelpName = "value" };
    }

    private static string Describe(PropertyInfo property, string kind, string value) => property.Name is nameof(MuonOptions.LearningRate)
        ? $"MuonOptions.LearningRate: {kind}; of {MeasuredPreset} settings the highest of the run. With {Prefix}preset keras: {value}."
        : $"MuonOptions.{property.Name}: {kind}. With {Prefix}preset keras: {value}.";
}
