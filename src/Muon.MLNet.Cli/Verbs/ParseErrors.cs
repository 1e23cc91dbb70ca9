using System.CommandLine;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>What is wrong with a command line, with the nearest name where one is misspelt.</summary>
internal static class ParseErrors
{
    public static IEnumerable<string> Explain(ParseResult result)
    {
        string[] unknown = [.. result.UnmatchedTokens.Where(token => token.StartsWith('-')).Select(token => token.Split('=')[0])];
        Command command = result.CommandResult.Command;
        if (unknown.Length > 0)
        {
            return unknown.Select(name => $"unknown option '{name}'.{Suggest(name, Options(command))}");
        }

        return command.Subcommands.Count > 0 && result.UnmatchedTokens is [string verb, ..]
            ? [$"unknown verb '{verb}'.{Suggest(verb, command.Subcommands.Select(one => one.Name))}"]
            : result.Errors.Select(error => error.Message);
    }

    private static IEnumerable<string> Options(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive))).Select(option => option.Name);

    private static string Suggest(string name, IEnumerable<string> known)
    {
        string? nearest = known.MinBy(candidate => Distance(name, candidate));
        return nearest is not null && Distance(name, nearest) <= Math.Max(2, nearest.Length / 2) ? $" Did you mean '{nearest}'?" : "";
    }

    /// <summary>The least number of letters to insert, remove or replace (Levenshtein, 1966).</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
