using System.Text;

namespace Muon.MLNet.Cli.Options;

/// <summary>Names of properties as names of options: <c>AdamLrRatio</c> is <c>adam-lr-ratio</c>.</summary>
internal static class KebabCase
{
    public static string Of(string name)
    {
        StringBuilder text = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool startsWord = char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
