using System.CommandLine;
using System.CommandLine.Parsing;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>What is wrong with a command line, with the nearest name where one is misspelt.</summary>
internal static class ParseErrors
{
    /// <summary>Keeps an option that is not known from being taken for a file, where any number of them may stand.</summary>
    public static void RefuseOptions(ArgumentResult result)
    {
        if (result.Tokens.Any(token => LooksLikeOption(token.Value)))
        {
            result.AddError("An option is not known.");
        }
    }

    /// <summary>The lines that say what is wrong, and the one that says where to read on.</summary>
    public static IEnumerable<string> Explain(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        string verb = string.Join(' ', Path(result.CommandResult).Append("--help"));
        return Lines(result, command).Distinct(StringComparer.Ordinal).Select(line => $"error: {line}").Append($"'mlnet-muon {verb}' lists {(command.Subcommands.Count > 0 ? "the verbs" : "the options")}.");
    }

    private static bool LooksLikeOption(string token) => token.Length > 1 && token[0] == '-';

    private static IEnumerable<string> Lines(ParseResult result, Command command)
    {
        string[] unknown = [.. result.UnmatchedTokens.Concat(result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value))
            .Where(LooksLikeOption).Select(token => token.Split('=')[0])];
        if (unknown.Length > 0)
        {
            return unknown.Select(name => $"unknown option '{name}'.{Suggest(name, Options(command))}");
        }

        if (command.Subcommands.Count > 0)
        {
            string[] verbs = [.. command.Subcommands.Select(one => one.Name)];
            return [result.UnmatchedTokens is [string verb, ..] ? $"unknown verb '{verb}'.{Suggest(verb, verbs)}" : $"a verb is missing: {string.Join(", ", verbs)}."];
        }

        return result.UnmatchedTokens.Count > 0
            ? result.UnmatchedTokens.Select(token => Stray(result, token))
            : result.Errors.Select(Message);
    }

    // What stands behind an option that takes no value, or behind one of yes or no.
    private static string Stray(ParseResult result, string stray)
    {
        int place = result.Tokens.Select(token => token.Value).ToList().IndexOf(stray);
        Option? before = place > 0 ? result.CommandResult.Command.Options.FirstOrDefault(option => string.Equals(option.Name, result.Tokens[place - 1].Value, StringComparison.Ordinal)) : null;
        return before is { } option && Kind(option.ValueType) == typeof(bool)
            ? $"{option.Name} is '{stray}'; it must be true or false."
            : $"'{stray}' is not understood: nothing is expected there. Put values that hold spaces in quotes.";
    }

    private static string Message(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Option: { } option, Tokens: [] } when error.Message.Contains("required", StringComparison.Ordinal) => $"{option.Name} is missing: {option.Description}",
        OptionResult { Option: { } option, Tokens: [] } => $"{option.Name} needs a value{(option.HelpName is { } value ? $", its {value}" : "")}.",
        OptionResult { Option: { } option, Tokens: [{ } token] } => $"{option.Name} is '{token.Value}'; it must be {Expected(option)}.",
        OptionResult { Option: { } option } => $"{option.Name} is given more than once.",
        ArgumentResult { Parent: OptionResult { Option: { } option, Tokens: [{ } token, ..] } } => $"{option.Name} is '{token.Value}'; it must be {Expected(option)}.",
        ArgumentResult { Argument: { } argument, Tokens: [] } => $"'{argument.Name}' is missing: {argument.Description}",
        _ => error.Message,
    };

    private static string Expected(Option option) => Kind(option.ValueType) switch
    {
        var kind when kind == typeof(int) => "a whole number",
        var kind when kind == typeof(double) => "a number, such as 0.5",
        var kind when kind == typeof(bool) => "true or false",
        _ => string.Join(" or ", option.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(one => one.Label)),
    };

    private static Type Kind(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static IEnumerable<string> Path(CommandResult result) =>
        result.Parent is CommandResult parent ? Path(parent).Append(result.Command.Name) : [];

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
