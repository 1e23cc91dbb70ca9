using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Portable.MicrosoftML.Tests.Transforms;
using Muon.Testing;

namespace Muon.Portable.MicrosoftML.Tests;

[TestClass]
public sealed class Golden06FitErrorsTests
{
    private static readonly Dictionary<string, string> Excused = new()
    {
        ["trainerNoFeatures"] = NoTrainer,
        ["trainerNoLabel"] = NoTrainer,
        ["trainerTextLabel"] = NoTrainer,
        ["trainerTextFeatures"] = NoTrainer,
        ["trainerVariableFeatures"] = NoTrainer,
        ["trainerOnEmptyData"] = NoTrainer,
        ["trainerOneClass"] = NoTrainer,
        ["schemaShapeTrainer"] = NoTrainer,
        ["convertType"] = NoConversion,
        ["convertTextToFloat"] = NoConversion,
    };

    private const string NoTrainer = "the subset holds none of ML.NET's trainers";
    private const string NoConversion = "ConvertType is outside of the subset";

    private readonly MLContext _ml = new(1);

    public static IEnumerable<object[]> Cases => GoldenCases.Of("mlnet", "06_fit");

    [TestMethod]
    [TestCategory("Golden")]
    [DynamicData(nameof(Cases))]
    public void Recorded(string name)
    {
        JsonObject recorded = GoldenCases.Load("mlnet", name);
        IDataView view = _ml.Data.LoadFromEnumerable(Row.Three());
        TransformsCatalog t = _ml.Transforms;
        SchemaShape shape = t.CustomMapping<Nothing, Row>((_, _) => { }, null).GetOutputSchema(new SchemaShape([]));
        JsonNode Fit(Func<IEstimator<ITransformer>> estimator) => Golden.Run(() =>
        {
            estimator().Fit(view);
            return "fitted";
        });
        var actual = new JsonObject
        {
            ["concat"] = Fit(() => t.Concatenate("F", "Nope")),
            ["copy"] = Fit(() => t.CopyColumns("F", "Nope")),
            ["normalizeMissing"] = Fit(() => t.NormalizeMinMax("F", "Nope")),
            ["normalizeText"] = Fit(() => t.NormalizeMinMax("F", "S")),
            ["chainSecondStepMissing"] = Fit(() => t.CopyColumns("F", "S").Append(t.Concatenate("G", "Nope"))),
            ["fitNull"] = Golden.Run(() => t.CopyColumns("F", "S").Fit(null).GetType().Name),
            ["estimatorSchemaShape"] = Describe(t.CopyColumns("A", "Id").Append(t.Conversion.MapValueToKey("K", "S")).GetOutputSchema(shape)),
            ["schemaShapeMissing"] = Golden.Run(() => Describe(t.CopyColumns("A", "Nope").GetOutputSchema(shape))),
            ["transformOtherType"] = Golden.Run(() => Golden.View(t.CopyColumns("F", "V").Fit(view).Transform(Values.View(_ml, "System.String", ["a"], "Other")))),
            ["transformIntBecameFloat"] = Golden.Run(() => Golden.View(
                t.CopyColumns("F", "Id").Fit(view).Transform(_ml.Data.LoadFromEnumerable(new[] { new FloatRow { Id = 2.5f, V = [0, 0] } })))),
        };
        Golden.Compare(recorded["output"], actual, Excused);
    }

    private static JsonArray Describe(SchemaShape shape) => Golden.Array(shape.Select(c =>
        (JsonNode)$"{c.Name} {c.Kind} {c.ItemType} key:{c.IsKey} annotations:{string.Join(",", c.Annotations.Select(a => a.Name))}"));

    public sealed class Nothing;

    public sealed class Row
    {
        public int Id { get; set; }
        public string S { get; set; }

        [VectorType(2)]
        public float[] V { get; set; }

        public static Row[] Three() =>
            [new() { Id = 1, S = "a", V = [1, 2] }, new() { Id = 2, S = "b", V = [3, 4] }, new() { Id = 3, S = "a", V = [5, 6] }];
    }

    public sealed class FloatRow
    {
        public float Id { get; set; }
        public string S { get; set; }

        [VectorType(2)]
        public float[] V { get; set; }
    }
}
