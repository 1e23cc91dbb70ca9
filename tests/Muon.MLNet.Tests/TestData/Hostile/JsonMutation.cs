using System.Text.RegularExpressions;

namespace Muon.MLNet.Tests.TestData.Hostile;

/// <summary>Changes JSON so that it mostly stays JSON, but says what cannot be: huge and negative numbers, other types, names twice, paths.</summary>
internal static partial class JsonMutation
{
    private static readonly string[] Values =
    [
        "0", "1", "-1", "2", "3", "255", "65536", "2147483647", "2147483648", "4294967296", "9007199254740993", "9223372036854775807", "-9223372036854775808", "18446744073709551616",
        "1e308", "1e999", "0.5", "-0.0", "null", "true", "false", "\"\"", "\"x\"", "[]", "{}", "[[[[[[[[[[]]]]]]]]]]", "[1,2,3]", "{\"a\":1}",
        "\"F32\"", "\"F16\"", "\"I64\"", "\"BOOL\"", "\"F8_E4M3\"", "\"../../etc/passwd\"", "\"C:\\\\Windows\"", "\"NaN\"", "\"\\u0000\"", "\"\\ud800\"", "\"Custom\"", "\"ResNet50\"", "\"VitSmall\"", "\"none\"", "\"int32\"",
    ];

    public static string Of(string json, Random random)
    {
        for (int changes = random.Next(1, 3); changes > 0; changes--)
        {
            json = random.Next(6) switch
            {
                0 => Twice(json, random),
                1 => Without(json, random),
                2 => Nested(json, random),
                _ => Replaced(json, random, Values[random.Next(Values.Length)]),
            };
        }

        return json;
    }

    // A number or a text becomes something else.
    private static string Replaced(string json, Random random, string value) => At(Scalar(), json, random) is { } found
        ? string.Concat(json.AsSpan(0, found.Index), value, json.AsSpan(found.Index + found.Length))
        : json;

    // A member that is there already comes again, with a new value or the old one.
    private static string Twice(string json, Random random)
    {
        if (At(Member(), json, random) is not { } found)
        {
            return json;
        }

        string again = random.Next(2) == 0 ? found.Value : string.Concat(found.Groups[1].Value, ":", Values[random.Next(Values.Length)]);
        return json.Insert(found.Index, again + ",");
    }

    private static string Without(string json, Random random) => At(Member(), json, random) is { } found
        ? json.Remove(found.Index, found.Length + (found.Index + found.Length < json.Length && json[found.Index + found.Length] == ',' ? 1 : 0))
        : json;

    private static string Nested(string json, Random random)
    {
        int depth = 1 << random.Next(1, 12);
        return Replaced(json, random, new string('[', depth) + new string(']', depth));
    }

    private static Match? At(Regex pattern, string json, Random random)
    {
        // Searched from a random place on: a vocabulary of thousands of entries would make all matches slow.
        Match found = pattern.Match(json, random.Next(json.Length + 1));
        found = found.Success ? found : pattern.Match(json);
        return found.Success ? found : null;
    }

    [GeneratedRegex("(?<=[:\\[,])(\"[^\"\\\\]*\"|-?[0-9][0-9.eE+-]*|null|true|false)(?=[,\\]}])")]
    private static partial Regex Scalar();

    [GeneratedRegex("(\"[^\"\\\\]*\"):(\"[^\"\\\\]*\"|-?[0-9][0-9.eE+-]*|null|true|false|\\[[^\\[\\]{}]*\\]|\\{[^{}]*\\})")]
    private static partial Regex Member();
}
