using System.CommandLine;
using System.Reflection;

namespace Muon.MLNet.Cli.Options;

/// <summary>
/// The options <c>--muon-…</c>: a preset, and one for each property of <see cref="MuonOptions"/>, made from the properties so that none is
/// missing.
/// </summary>
internal sealed class MuonSettings
{
    private const string Prefix = "--muon-";

    private static readonly Dictionary<string, Func<MuonOptions>> s_presets = typeof(MuonOptions)
        .GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.ReturnType == typeof(MuonOptions) && method.GetParameters().Length == 0)
        .ToDictionary(method => KebabCase.Of(method.Name), method => method.CreateDelegate<Func<MuonOptions>>(), StringComparer.OrdinalIgnoreCase);

    private readonly Option<string?> _preset = new(Prefix + "preset")
    {
        Description = $"Where the values of Muon begin that no other option sets: {string.Join(", ", s_presets.Keys)}. Without any --muon-… the trainer takes the settings that measured best.",
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

    /// <summary>Makes the options of the optimizer, or null where nothing was asked for.</summary>
    /// <param name="given">What <see cref="Given"/> returns.</param>
    /// <exception cref="ToolException">A value is none of its type, or out of range.</exception>
    public static MuonOptions? Create(IReadOnlyDictionary<string, string> given)
    {
        if (given.Count == 0)
        {
            return null;
        }

        MuonOptions muon = given.TryGetValue("muon-preset", out string? preset)
            ? s_presets.TryGetValue(preset, out Func<MuonOptions>? make) ? make() : throw new ToolException(ExitCodes.Usage, $"{Prefix}preset is '{preset}'; it must be one of {string.Join(", ", s_presets.Keys)}.")
            : new MuonOptions();
        foreach (PropertyInfo property in typeof(MuonOptions).GetProperties().Where(property => property.CanWrite))
        {
            string option = Prefix + KebabCase.Of(property.Name);
            if (given.TryGetValue(option[2..], out string? text))
            {
                property.SetValue(muon, OptionText.Parse(option, property.PropertyType, text));
            }
        }

        try
        {
            muon.Validate();
            return muon;
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
        return new Option<string?>(Prefix + KebabCase.Of(property.Name)) { Description = $"MuonOptions.{property.Name}: {kind}. Default: {value}.", HelpName = "value" };
    }
}
