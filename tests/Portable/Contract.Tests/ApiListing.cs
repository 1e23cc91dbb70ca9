using System.Reflection;
using System.Text.RegularExpressions;

namespace Muon.Portable.Contract.Tests;

/// <summary>What the listings say of the real assemblies.</summary>
internal sealed partial class ApiListing
{
    private readonly Dictionary<string, (string Kind, HashSet<string> Bases, string Constraints, HashSet<string> Members)> _types = new(StringComparer.Ordinal);

    public ApiListing(string folder)
    {
        foreach (string line in Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(File.ReadLines))
        {
            int member = line.IndexOf(" :: ", StringComparison.Ordinal);
            if (member >= 0)
            {
                _types[line[..member]].Members.Add(line[(member + 4)..]);
            }
            else if (TypeForm().Match(line) is { Success: true } m)
            {
                _types.TryAdd(m.Groups["name"].Value, (m.Groups["kind"].Value, [.. Split(m.Groups["bases"].Value)], m.Groups["constraints"].Value, new(StringComparer.Ordinal)));
            }
        }
    }

    /// <summary>Everything in the assembly that is not listed, readably.</summary>
    public IEnumerable<string> Differences(Assembly assembly) => PublicApi.Types(assembly).SelectMany(Differences);

    private IEnumerable<string> Differences(Type type)
    {
        string name = type.FullName!;
        if (!_types.TryGetValue(name, out var listed))
        {
            yield return $"{name}: no such type";
            yield break;
        }

        if (PublicApi.Kind(type) is var kind && kind != listed.Kind)
        {
            yield return $"{name}: is a {kind}, listed as {listed.Kind}";
        }

        foreach (string parent in PublicApi.Bases(type).Where(b => !listed.Bases.Contains(b)))
        {
            yield return $"{name}: base {parent} is not listed";
        }

        string constraints = PublicApi.Constraints(type.IsGenericTypeDefinition ? type.GetGenericArguments() : []);
        if (constraints != listed.Constraints)
        {
            yield return $"{name}: constraints '{constraints}', listed '{listed.Constraints}'";
        }

        foreach ((string line, string member) in PublicApi.Members(type).Where(m => !listed.Members.Contains(m.Line)))
        {
            string search = member == "Item" ? " this[" : member;
            string[] near = [.. listed.Members.Where(l => Regex.IsMatch(l, $@"(^|[ .]){Regex.Escape(search.Trim())}($|[ (<\[])"))];
            yield return $"{name} :: {line}{string.Concat(near.Select(n => $"\n        listed: {n}"))}";
        }
    }

    private static IEnumerable<string> Split(string bases)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < bases.Length; i++)
        {
            depth += bases[i] == '<' ? 1 : bases[i] == '>' ? -1 : 0;
            if (bases[i] == ',' && depth == 0)
            {
                yield return bases[start..i].Trim();
                start = i + 1;
            }
        }

        if (bases.Length > start)
        {
            yield return bases[start..].Trim();
        }
    }

    [GeneratedRegex(@"^(?<name>\S+) \[(?<kind>[^\]]+)\](?: : (?<bases>.*?))?(?<constraints>(?: where \w+ : .*?)*)(?: \(protected\))?$")]
    private static partial Regex TypeForm();
}
