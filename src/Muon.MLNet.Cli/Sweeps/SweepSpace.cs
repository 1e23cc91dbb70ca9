using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using Muon.MLNet.Cli.Options;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Sweeps;

/// <summary>What a sweep tries: the library's space without what is given on the command line.</summary>
/// <typeparam name="T"><see cref="MuonImageSearchSpace"/> or <see cref="MuonTextSearchSpace"/>.</typeparam>
internal sealed class SweepSpace<T>
    where T : class, new()
{
    private const string PipelineKey = "_pipeline_";
    private const string Trainer = "e1";

    // It multiplies the time of a trial, so it is tried where it is asked for.
    private const string Architecture = "architecture";
    private const string BatchSize = "batch-size";
    private const string Epochs = "epochs";

    private readonly IReadOnlyList<SweptMember> _members = SweptMember.Of(typeof(T));
    private readonly IReadOnlyList<SweptMember> _fixed;

    /// <summary>Makes the space.</summary>
    /// <exception cref="ToolException">A name is unknown, or a value is none of its type, or nothing is left to try.</exception>
    public SweepSpace(SweepRequest request)
    {
        foreach (string name in request.Space ?? [])
        {
            RequireKnown(name, request.Training);
        }

        T start = new();
        _fixed = [.. _members.Where(member => SweptValues.Given(request.Training, member.Option) is not null)];
        foreach (SweptMember member in _fixed)
        {
            member.Set(start, OptionText.Parse($"--{member.Option}", member.Property.PropertyType, SweptValues.Given(request.Training, member.Option)!));
        }

        Swept = [.. _members.Except(_fixed).Where(member => request.Space is { } names ? names.Contains(member.Option, StringComparer.Ordinal) : member.Option is not Architecture)];
        if (Swept.Count == 0)
        {
            throw new ToolException(ExitCodes.Usage, "There is nothing to sweep: all values are given on the command line. Leave some of them out, or train without a sweep.");
        }

        Space = new SearchSpace<T>(start);
        foreach (SweptMember member in _members.Except(Swept))
        {
            member.RemoveFrom(Space);
        }
    }

    public SearchSpace<T> Space { get; }

    public IReadOnlyList<SweptMember> Swept { get; }

    /// <summary>Lets the sweep begin with the batches and epochs of a training, as near as the space has them: few examples want small batches and many epochs.</summary>
    /// <param name="training">A request with both.</param>
    public void BeginAt(TrainingRequest training)
    {
        foreach (SweptMember member in Swept.Where(member => member.Option is BatchSize or Epochs))
        {
            int wanted = member.Option is BatchSize ? training.BatchSize!.Value : training.Epochs!.Value;
            Space[member.Property.Name] = BeginAt(Space[member.Property.Name], wanted);
        }
    }

    /// <summary>The request with the values of a trial.</summary>
    public TrainingRequest Apply(TrainingRequest request, Parameter parameter)
    {
        T values = Values(parameter);
        return _members.Except(_fixed).Where(member => Swept.Contains(member) || member.Part is not null)
            .Aggregate(request, (changed, member) => SweptValues.With(changed, member.Option, member.Get(values)));
    }

    /// <summary>The swept values of a trial in words.</summary>
    public string Describe(Parameter parameter)
    {
        T values = Values(parameter);
        return string.Join(", ", Swept.Select(member => $"{member.Option} {Short(member.Get(values))}"));
    }

    private static string Short(object? value) => value is double number ? number.ToString("G4", CultureInfo.InvariantCulture) : OptionText.Write(value);

    private static OptionBase BeginAt(OptionBase option, int wanted)
    {
        switch (option)
        {
            case ChoiceOption some:
                int[] choices = [.. some.Choices.Select(one => one.AsType<int>())];
                return new ChoiceOption([.. choices.Cast<object>()], choices.MinBy(one => Math.Abs(Math.Log((double)one / wanted))));
            case UniformIntOption range:
                return new UniformIntOption((int)range.Min, (int)range.Max, range.LogBase, (int)Math.Clamp(wanted, range.Min, range.Max));
            default:
                throw new NotSupportedException($"There is no beginning in {option.GetType()}.");
        }
    }

    private static T Values(Parameter parameter) => parameter[PipelineKey][Trainer].AsType<T>();

    private void RequireKnown(string name, TrainingRequest request)
    {
        if (!_members.Any(member => string.Equals(member.Option, name, StringComparison.Ordinal)))
        {
            throw new ToolException(ExitCodes.Usage, $"--space names '{name}', which cannot be swept. It can hold {string.Join(", ", _members.Select(member => member.Option))}.");
        }

        if (SweptValues.Given(request, name) is { } value)
        {
            throw new ToolException(ExitCodes.Usage, $"--space names '{name}', but --{name} is {value}; leave one of them out.");
        }
    }
}
