using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;

namespace Muon.Portable.AutoML.Tests;

/// <summary>Options, parameters and exceptions in the form of the recorded cases, compared whole and to the last bit.</summary>
internal static class Recording
{
    /// <summary>What the action gives, or throws.</summary>
    public static JsonNode Try(Func<object> action)
    {
        try
        {
            return Of(action());
        }
        catch (Exception e) when (e is not UnitTestAssertException)
        {
            return Of(e);
        }
    }

    public static JsonNode Of(object value) => value switch
    {
        null => null,
        JsonNode node => node,
        double d when !double.IsFinite(d) => JsonValue.Create(d.ToString(CultureInfo.InvariantCulture)),
        string or bool or int or long or float or double => JsonSerializer.SerializeToNode(value),
        OptionBase option => Option(option),
        Parameter parameter => JsonNode.Parse(JsonSerializer.Serialize(parameter)),
        Exception e => Thrown(e),
        IEnumerable items => new JsonArray([.. items.Cast<object>().Select(Of)]),
        _ when value.GetType().Name.StartsWith("<>", StringComparison.Ordinal) =>
            new JsonObject(value.GetType().GetProperties().Select(p => KeyValuePair.Create(p.Name, Of(p.GetValue(value))))),
        _ => JsonSerializer.SerializeToNode(value),
    };

    public static void AreEqual(JsonNode expected, JsonNode actual, string name)
    {
        List<string> differences = [];
        Compare(expected, actual, name, differences);
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }

    private static JsonObject Option(OptionBase option)
    {
        var json = new JsonObject { ["kind"] = option.GetType().Name };
        switch (option)
        {
            case UniformNumericOption n:
                (json["Min"], json["Max"], json["LogBase"]) = (n.Min, n.Max, n.LogBase);
                break;
            case ChoiceOption c:
                json["choices"] = Of(c.Choices);
                break;
            case SearchSpace s:
                json["keysInOrder"] = Of(s.Keys);
                json["options"] = new JsonObject(s.Select(o => KeyValuePair.Create(o.Key, (JsonNode)Option(o.Value))));
                break;
        }

        (json["dim"], json["def"], json["step"]) = (option.FeatureSpaceDim, Of(option.Default), Of(option.Step));
        return json;
    }

    private static JsonObject Thrown(Exception e)
    {
        var json = new JsonObject { ["throws"] = e.GetType().FullName, ["message"] = e.Message };
        if (e is ArgumentException { ParamName: { } name })
        {
            json["paramName"] = name;
        }

        if (e is AggregateException many)
        {
            json["innerExceptions"] = Of(many.InnerExceptions);
        }
        else if (e.InnerException is { } inner)
        {
            json["inner"] = Thrown(inner);
        }

        return json;
    }

    private static void Compare(JsonNode expected, JsonNode actual, string path, List<string> differences)
    {
        if (expected is JsonObject eo && actual is JsonObject ao)
        {
            foreach (string key in eo.Select(p => p.Key).Union(ao.Select(p => p.Key)))
            {
                Compare(eo.ContainsKey(key) ? eo[key] : "(absent)", ao.ContainsKey(key) ? ao[key] : "(absent)", $"{path}.{key}", differences);
            }
        }
        else if (expected is JsonArray ea && actual is JsonArray aa && ea.Count == aa.Count)
        {
            for (int i = 0; i < ea.Count; i++)
            {
                Compare(ea[i], aa[i], $"{path}[{i}]", differences);
            }
        }
        else if (Number(expected) is { } e && Number(actual) is { } a ? e != a : expected?.ToJsonString() != actual?.ToJsonString())
        {
            differences.Add($"{path}: expected {expected?.ToJsonString() ?? "null"}, actual {actual?.ToJsonString() ?? "null"}");
        }
    }

    private static double? Number(JsonNode node) =>
        node?.GetValueKind() == JsonValueKind.Number ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) : null;
}
