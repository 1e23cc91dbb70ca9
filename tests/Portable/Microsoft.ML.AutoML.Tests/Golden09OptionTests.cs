using System.Text.Json.Nodes;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using Muon.Testing;

namespace Muon.Portable.AutoML.Tests;

[TestClass]
[TestCategory("Golden")]
public sealed class Golden09OptionTests
{
    [TestMethod]
    public void OptionsMapAndSampleAsRecorded()
    {
        JsonObject golden = GoldenCases.Load("mlnet", "09_options", "feature");
        GoldenCases.Each(golden["output"].AsObject(), item =>
        {
            (string name, JsonNode expected) = item;
            JsonNode actual = Recording.Try(() => name switch
            {
                "choiceMixed" => new ChoiceOption("a", 1, 2.5, true),
                "minAboveMax" => new UniformIntOption(5, 2),
                "logZeroMin" => new UniformDoubleOption(0, 1, logBase: true),
                "defaultOutOfRange" => new UniformIntOption(0, 10, false, 20),
                "noChoices" => new ChoiceOption(),
                "duplicateChoices" => new ChoiceOption("a", "a"),
                "wrongVectorLength" => new UniformIntOption(0, 10).SampleFromFeatureSpace([0.1, 0.2]),
                "wrongParameterType" => new UniformIntOption(0, 10).MappingToFeatureSpace(Parameter.FromString("x")),
                _ => Entry(Option(name), expected),
            });
            Recording.AreEqual(expected, actual, name);
        });
    }

    private static OptionBase Option(string name) => name switch
    {
        "int_0_10" => new UniformIntOption(0, 10),
        "int_2_5_default4" => new UniformIntOption(2, 5, defaultValue: 4),
        "int_log_1_1000_default10" => new UniformIntOption(1, 1000, true, 10),
        "double_m1_1" => new UniformDoubleOption(-1, 1),
        "double_log_1e4_1" => new UniformDoubleOption(1e-4, 1, true, 0.01),
        "single_log" => new UniformSingleOption(0.01f, 100f, true),
        "choice3" => new ChoiceOption("a", "b", "c"),
        "choice_default" => new ChoiceOption(["a", "b", "c"], "c"),
        "choiceOne" => new ChoiceOption("only"),
        "choiceInt" => new ChoiceOption(8, 16, 32, 64),
        "minEqualsMax" => new UniformIntOption(3, 3),
        _ => throw GoldenCases.Unknown($"option {name}"),
    };

    private static object Entry(OptionBase option, JsonNode expected) => new
    {
        option,
        sample = expected["sample"].AsArray().Select(s => Vectors.Of(s["v"])).Select(v => new { v, value = Recording.Try(() => option.SampleFromFeatureSpace(v)) }),
        map = expected["map"].AsArray().Select(m => m["value"]).Select(v => new
        {
            value = v.DeepClone(),
            features = option.MappingToFeatureSpace(v.GetValueKind() == System.Text.Json.JsonValueKind.String ? Parameter.FromString((string)v) : Parameter.FromDouble((double)v)),
        }),
    };
}
