using System.Reflection;
using Microsoft.ML.SearchSpace.Option;

namespace Microsoft.ML.SearchSpace;

/// <summary>The options that the attributes of a class describe: those of its fields, then those of its properties.</summary>
internal static class MemberOptions
{
    public static IEnumerable<KeyValuePair<string, OptionBase>> Of(Type type, Func<Type, OptionBase> nested)
    {
        const BindingFlags Instance = BindingFlags.Public | BindingFlags.Instance;
        IEnumerable<(MemberInfo Member, Type Type)> members =
            [.. type.GetFields(Instance).Select(f => (f, f.FieldType)), .. type.GetProperties(Instance).Select(p => (p, p.PropertyType))];
        foreach ((MemberInfo member, Type memberType) in members)
        {
            if (member.GetCustomAttribute<NestOptionAttribute>() is not null)
            {
                yield return new(member.Name, nested(memberType));
            }
            else if ((Range(member.GetCustomAttribute<RangeAttribute>()) ?? Choice(member)) is { } option)
            {
                yield return new(member.Name, option);
            }
        }
    }

    private static OptionBase Range(RangeAttribute range) => range?.Min switch
    {
        null => null,
        int min => new UniformIntOption(min, (int)range.Max, range.LogBase, (int?)range.Init),
        float min => new UniformSingleOption(min, (float)range.Max, range.LogBase, (float?)range.Init),
        _ => new UniformDoubleOption((double)range.Min, (double)range.Max, range.LogBase, (double?)range.Init),
    };

    private static ChoiceOption Choice(MemberInfo member) =>
        member.GetCustomAttribute<ChoiceAttribute>() is { } choice ? new(choice.Candidates, choice.DefaultValue)
        : member.GetCustomAttribute<BooleanChoiceAttribute>() is { } boolean ? new([true, false], boolean.DefaultValue)
        : null;
}
