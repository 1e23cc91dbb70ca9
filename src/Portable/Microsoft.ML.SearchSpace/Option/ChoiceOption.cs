namespace Microsoft.ML.SearchSpace.Option;

/// <summary>One of several values, each with an equal part of [0, 1]; a single one takes no coordinate.</summary>
public sealed class ChoiceOption : OptionBase
{
    public ChoiceOption(params object[] choices)
    {
        Choices = [.. choices.Distinct().Select(Parameter.FromObject)];
        Default = new double[FeatureSpaceDim];
    }

    public ChoiceOption(object[] choices, object defaultChoice)
        : this(choices)
    {
        if (defaultChoice is not null)
        {
            Default = MappingToFeatureSpace(Parameter.FromObject(defaultChoice));
        }
    }

    public Parameter[] Choices { get; }
    public override int FeatureSpaceDim => Choices.Length == 1 ? 0 : 1;
    public override int?[] Step => [Choices.Length];

    public override Parameter SampleFromFeatureSpace(double[] values)
    {
        int index = values.Length == 0 ? 0 : (int)Math.Floor(values[0] * Choices.Length);
        return Choices[Math.Min(index, Choices.Length - 1)];
    }

    // A value that is no choice lies one step below the first, as in ML.NET.
    public override double[] MappingToFeatureSpace(Parameter param) =>
        FeatureSpaceDim == 0 ? [] : [(double)Array.IndexOf(Choices, param) / Choices.Length];
}
