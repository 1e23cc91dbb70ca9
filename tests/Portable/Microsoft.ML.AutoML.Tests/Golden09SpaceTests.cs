using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using Muon.Testing;

namespace Muon.Portable.AutoML.Tests;

[TestClass]
[TestCategory("Golden")]
public sealed class Golden09SpaceTests
{
    [TestMethod]
    public void AClassBecomesTheRecordedSpace()
    {
        JsonObject golden = GoldenCases.Load("mlnet", "09_space_full", "vectors");
        var space = new SearchSpace<Full>();
        Recording.AreEqual(
            golden["output"],
            Recording.Of(new
            {
                space,
                defaultSample = space.SampleFromFeatureSpace(space.Default),
                samples = golden["input"]["vectors"].AsArray().Select(v => space.SampleFromFeatureSpace(Vectors.Of(v)))
                    .Select(value => new { value, back = space.MappingToFeatureSpace(value) }),
            }),
            "output");
    }

    [TestMethod]
    public void OddClassesAndHandMadeSpacesAreAsRecorded()
    {
        JsonObject golden = GoldenCases.Load("mlnet", "09_space_odd", "classes");
        GoldenCases.Each(golden["output"].AsObject(), item =>
        {
            (string name, JsonNode expected) = item;
            JsonNode actual = Recording.Try(() => name switch
            {
                "noDefaults" => new SearchSpace<NoDefaults>(),
                "floatRangeOnInt" => new SearchSpace<FloatRangeOnInt>(),
                "floatRangeOnString" => new SearchSpace<FloatRangeOnString>(),
                "minAboveMax" => new SearchSpace<MinAboveMax>(),
                "logZero" => new SearchSpace<LogZero>(),
                "field" => new SearchSpace<RangeOnField>(),
                "none" => new SearchSpace<NoAttribute>(),
                "badDefault" => new SearchSpace<BadDefault>(),
                "badChoiceDefault" => new SearchSpace<BadChoiceDefault>(),
                "onlyNested" => new SearchSpace<OnlyNested>(),
                "defaultObject" => new SearchSpace<Small>(new Small { X = 0.25, N = 9, C = "a" }),
                "defaultObjectNoInit" => new SearchSpace<NoDefaults>(new NoDefaults { A = 3, F = 5, Ch = 2 }),
                "defaultObjectNotSwept" => AtDefault(new SearchSpace<Full>(new Full { NotSwept = 5, L2 = 2, In = { P = 0.75f } })),
                "byHand" => ByHand(),
                "parameter" => Parameters(),
                _ => throw GoldenCases.Unknown($"space {name}"),
            });
            Recording.AreEqual(expected, actual, name);
        });
    }

    private static Full AtDefault(SearchSpace<Full> space) => space.SampleFromFeatureSpace(space.Default);

    private static object ByHand()
    {
        var space = new SearchSpace
        {
            { "z", new UniformIntOption(0, 4) },
            { "a", new ChoiceOption("p", "q") },
            { "m", new UniformDoubleOption(0, 1) },
        };
        var order = new SearchSpace();
        foreach (string key in "b B a _x A1 a1 Z é".Split(' '))
        {
            order[key] = new UniformDoubleOption(0, 1);
        }

        return new
        {
            space,
            sample = space.SampleFromFeatureSpace([0.5, 0.6, 0.7]),
            keyOrder = new
            {
                addOrder = string.Join(' ', order.Keys),
                vector = ".01 ... .08",
                value = order.SampleFromFeatureSpace([0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08]),
            },
            sampleTooShort = Recording.Try(() => space.SampleFromFeatureSpace([0.5])),
            sampleTooLong = space.SampleFromFeatureSpace([0.5, 0.5, 0.5, 0.5]),
        };
    }

    private static object Parameters()
    {
        Parameter parameter = Parameter.CreateNestedParameter(KeyValuePair.Create("a", Parameter.FromInt(3)), KeyValuePair.Create("b", Parameter.FromString("s")));
        return new
        {
            type = parameter.ParameterType.ToString(),
            text = parameter.ToString(),
            json = JsonSerializer.Serialize(parameter),
            intAsDouble = parameter["a"].AsType<double>(),
            intAsString = Recording.Try(() => parameter["a"].AsType<string>()),
            stringAsInt = Recording.Try(() => parameter["b"].AsType<int>()),
            missing = Recording.Try(() => parameter["zz"]),
            equal = parameter.Equals(JsonSerializer.Deserialize<Parameter>(JsonSerializer.Serialize(parameter))),
            intEqualsDouble = Parameter.FromInt(3).Equals(Parameter.FromDouble(3)),
            enumType = Parameter.FromEnum(DayOfWeek.Friday).ParameterType.ToString(),
            enumValue = Parameter.FromEnum(DayOfWeek.Friday).AsType<string>(),
        };
    }
}
