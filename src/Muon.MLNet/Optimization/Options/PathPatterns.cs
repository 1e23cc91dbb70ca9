using System.Text.RegularExpressions;

namespace Muon.MLNet;

/// <summary>The regular expressions of one option, which are searched for in the paths of parameters.</summary>
internal sealed class PathPatterns
{
    private readonly Regex[] _patterns;

    /// <exception cref="ArgumentException">An expression is empty or does not compile.</exception>
    public PathPatterns(string option, IEnumerable<string>? patterns) =>
        _patterns = [.. (patterns ?? []).Select(pattern => Compile(option, pattern))];

    /// <summary>The first expression that is found in a path, or null.</summary>
    public string? Find(string path) => Array.Find(_patterns, pattern => pattern.IsMatch(path))?.ToString();

    private static Regex Compile(string option, string pattern)
    {
        if (string.IsNullOrEmpty(pattern))
        {
            throw new ArgumentException($"{option} holds an empty pattern, which would match every parameter.", option);
        }

        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException(
                $"{option} holds '{pattern}', which is not a regular expression: {error.Message.TrimEnd('.')}.", option, error);
        }
    }
}
