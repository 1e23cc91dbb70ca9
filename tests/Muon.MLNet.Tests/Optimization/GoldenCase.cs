using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Muon.Testing;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>A recorded trajectory: its variables, gradients and values, and the options as this library names them.</summary>
internal sealed class GoldenCase
{
    private readonly JsonElement _root;

    private readonly double[]?[][] _valuesAfterStep;

    private GoldenCase(JsonElement root)
    {
        _root = root;
        _valuesAfterStep = Steps("values_after_step");
        Gradients = Steps("gradients");
        IsSingle = _valuesAfterStep[^1].All(values => values!.All(value => value == (float)value));
        Variables = [.. _root.GetProperty("variables").EnumerateArray().Select(variable => (
            variable.GetProperty("path").GetString()!,
            variable.GetProperty("shape").Deserialize<long[]>()!,
            Numbers(variable.GetProperty("initial"))!,
            variable.GetProperty("uses_adamw").GetBoolean()))];
    }

    public IReadOnlyList<(string Path, long[] Shape, double[] Initial, bool UsesAdamW)> Variables { get; }

    /// <summary>(step, variable): row-major entries, null where the variable has no gradient.</summary>
    public double[]?[][] Gradients { get; }

    /// <summary>(step, variable): row-major entries.</summary>
    public double[]?[][] ValuesAfterStep => _valuesAfterStep;

    /// <summary>(variable): row-major entries, or null where nothing happens at the end.</summary>
    public double[]?[]? ValuesAfterFinalize =>
        _root.TryGetProperty("values_after_finalize", out JsonElement values) && values.ValueKind is JsonValueKind.Array
            ? [.. values.EnumerateArray().Select(Numbers)]
            : null;

    /// <summary>Whether the reference kept its variables in float32, whatever type the file claims.</summary>
    public bool IsSingle { get; }

    public static GoldenCase Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement root = document.RootElement;
        foreach (string member in (string[])["options", "variables", "gradients", "values_after_step"])
        {
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(member, out _))
            {
                throw GoldenCases.Unknown($"{path}: a case without '{member}'");
            }
        }

        return new GoldenCase(root.Clone());
    }

    /// <summary>The options, or null where the reference is one that this library has no preset for.</summary>
    public MuonOptions? Options(string name)
    {
        JsonElement given = _root.GetProperty("options");
        if (_root.TryGetProperty("preset", out JsonElement preset))
        {
            MuonOptions own = Preset(preset.GetString()!);
            own.RouteByStructure = false;
            Assign(own, given);
            return own;
        }

        Match keras = Regex.Match(name, @"^keras(\d)(\d+)_");
        if (keras.Success)
        {
            bool old = int.Parse(keras.Groups[2].Value, CultureInfo.InvariantCulture) <= 12;
            MuonOptions options = old ? MuonOptions.Seed() : MuonOptions.Keras();
            options.HigherRank = old ? HigherRankRule.Batch : HigherRankRule.AdamW;
            options.Layout = WeightLayout.InputOutput;
            options.RouteByStructure = false;
            Assign(options, given);
            return options;
        }

        return name.StartsWith("keller_", StringComparison.Ordinal) ? Keller(given) : null;
    }

    private static MuonOptions Preset(string name) => name switch
    {
        "seed" => MuonOptions.Seed(),
        "moonlight" => MuonOptions.Moonlight(),
        "torch_original" => MuonOptions.TorchOriginal(),
        "torch_match_rms" => MuonOptions.TorchMatchRms(),
        _ => throw GoldenCases.Unknown($"the preset '{name}'"),
    };

    // The reference takes two groups that its caller made by hand, each with a learning rate and a decay of its own.
    private MuonOptions Keller(JsonElement given)
    {
        MuonOptions options = MuonOptions.KellerJordan();
        options.RouteByStructure = false;
        options.ExcludeEmbeddings = false;
        options.ExcludeLayers = [.. Variables.Where(variable => variable.UsesAdamW).Select(variable => $"^{Regex.Escape(variable.Path)}$")];
        JsonElement muon = given.GetProperty("muon");
        JsonElement adam = given.GetProperty("adam");
        double[] betas = Numbers(adam.GetProperty("betas"))!;
        double rate = muon.GetProperty("lr").GetDouble();
        options.LearningRate = rate;
        options.AdamLrRatio = adam.GetProperty("lr").GetDouble() / rate;
        options.Momentum = muon.GetProperty("momentum").GetDouble();
        options.WeightDecay = muon.GetProperty("weight_decay").GetDouble();
        options.AdamWeightDecay = adam.GetProperty("weight_decay").GetDouble() * options.AdamLrRatio;
        options.AdamBeta1 = betas[0];
        options.AdamBeta2 = betas[1];
        options.Epsilon = adam.GetProperty("eps").GetDouble();
        options.NsSteps = given.GetProperty("ns_steps").GetInt32();
        options.Nesterov = given.GetProperty("nesterov").GetBoolean();
        return options;
    }

    private static void Assign(MuonOptions options, JsonElement given)
    {
        foreach (JsonProperty option in given.EnumerateObject())
        {
            PropertyInfo property = typeof(MuonOptions).GetProperty(Pascal(option.Name))
                ?? throw GoldenCases.Unknown($"the option '{option.Name}'");

            // Keras switches AdamW's decay off with None; here null means "as WeightDecay".
            object? value = option.Name is "adam_weight_decay" && option.Value.ValueKind is JsonValueKind.Null
                ? 0.0
                : Convert(option.Value, property.PropertyType);
            property.SetValue(options, value);
        }
    }

    private static object? Convert(JsonElement value, Type type)
    {
        if (type == typeof(LearningRateSchedule))
        {
            return value.ValueKind is JsonValueKind.Object ? Schedule(value) : (LearningRateSchedule)value.GetDouble();
        }

        if (type == typeof(Hyperparameter))
        {
            return (Hyperparameter)value.GetDouble();
        }

        if (type.IsEnum)
        {
            return Enum.Parse(type, value.GetString()!);
        }

        return type == typeof(IReadOnlyList<string>) && value.ValueKind is JsonValueKind.String
            ? new[] { value.GetString()! }
            : value.Deserialize(type);
    }

    private static object Schedule(JsonElement value)
    {
        string name = value.GetProperty("schedule").GetString()!;
        Type type = typeof(MuonOptions).Assembly.GetType($"Muon.MLNet.{name}") ?? throw GoldenCases.Unknown($"the schedule '{name}'");
        ConstructorInfo constructor = type.GetConstructors().Single();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            value.EnumerateObject().Where(item => Pascal(item.Name).Equals(parameter.Name, StringComparison.OrdinalIgnoreCase))
                .Select(item => item.Value.Deserialize(parameter.ParameterType))
                .DefaultIfEmpty(parameter.HasDefaultValue ? parameter.DefaultValue : null)
                .Single())]);
    }

    private double[]?[][] Steps(string name) =>
        [.. _root.GetProperty(name).EnumerateArray().Select(step => step.EnumerateArray().Select(Numbers).ToArray())];

    private static double[]? Numbers(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => [value.GetDouble()],
        _ => value.Deserialize<double[]>(),
    };

    // clipnorm and global_clipnorm are one word each in Keras.
    private static string Pascal(string name) => string.Concat(
        name.Replace("clipnorm", "clip_norm", StringComparison.Ordinal)
            .Replace("clipvalue", "clip_value", StringComparison.Ordinal)
            .Split('_')
            .Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
