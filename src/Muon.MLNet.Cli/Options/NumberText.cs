using System.CommandLine.Parsing;

namespace Muon.MLNet.Cli.Options;

/// <summary>Reads numbers of the command line with a point before the decimals, whatever language the machine speaks.</summary>
internal static class NumberText
{
    /// <summary>The value of an option; an error of the command line where it is no finite number.</summary>
    public static double Read(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
        {
            return number;
        }

        result.AddError($"'{text}' is no number.");
        return double.NaN;
    }

    /// <summary>The same, for options that may be left out.</summary>
    public static double? ReadOptional(ArgumentResult result) => Read(result);
}
