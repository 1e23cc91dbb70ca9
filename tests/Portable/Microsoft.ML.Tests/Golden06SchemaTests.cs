using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Testing;

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>Hidden columns, look-ups by name and index, equality of columns and types.</summary>
[TestClass]
[TestCategory("Golden")]
public sealed class Golden06SchemaTests
{
    private readonly MLContext _ml = new(1);

    public static IEnumerable<object[]> Cases => GoldenCases.Of("mlnet", "06_schema_columns");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Columns(string name)
    {
        JsonObject golden = GoldenCases.Load("mlnet", name, "rows");
        MixedRow[] rows = MixedRows.Parse((string)golden["input"]["rows"]);
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        ITransformer model = _ml.Transforms.Conversion.MapValueToKey("S").Append(_ml.Transforms.CopyColumns("S", "Id")).Append(_ml.Transforms.CopyColumns("New", "Id")).Fit(data);
        IDataView view = model.Transform(data);
        DataViewSchema schema = view.Schema;
        GoldenCases.Each(golden["output"].AsObject(), item =>
        {
            (string entry, JsonNode expected) = item;
            JsonNode actual = Recorded.Try(() => entry switch
            {
                "schema" => schema,
                "byName" => schema["S"].Index,
                "byIndex0" => schema[0].Name,
                "count" => schema.Count,
                "getColumnOrNull" => new { found = schema.GetColumnOrNull("S")?.Index, missing = schema.GetColumnOrNull("Nope")?.Index },
                "indexMissing" => schema["Nope"],
                "indexBig" => schema[100],
                "indexNull" => schema[null],
                "equalSameView" => data.Schema["Id"].Equals(data.Schema["Id"]),
                "equalAcrossViews" => data.Schema["Id"].Equals(_ml.Data.LoadFromEnumerable(rows).Schema["Id"]),
                "sameSchemaObjectTwice" => ReferenceEquals(view.Schema, schema),
                "equalInputVsOutput" => data.Schema["Id"].Equals(schema["Id"]),
                "schemaToString" => schema.ToString(),
                "columnToString" => schema["S"].ToString(),
                "outputSchemaSameAsView" => model.GetOutputSchema(data.Schema).Select(c => c.ToString()).SequenceEqual(schema.Select(c => c.ToString())),
                "getOutputSchemaMissing" => model.GetOutputSchema(_ml.Data.LoadFromEnumerable(new[] { new Other() }).Schema),
                "getOutputSchemaNull" => model.GetOutputSchema(null),
                "hiddenReadable" => view.GetColumn<string>(schema[1]).First(),
                "annotationMissing" => Annotation<float>(schema["S"], "Nope"),
                "annotationWrongType" => Annotation<float>(schema["S"], "KeyValues"),
                "hasSlotNames" => schema["V"].HasSlotNames(),
                "typeEquality" => new
                {
                    vec = new VectorDataViewType(NumberDataViewType.Single, 2).Equals(schema["V"].Type),
                    key = new KeyDataViewType(typeof(uint), 2).Equals(schema[2].Type),
                    text = TextDataViewType.Instance.Equals(schema[1].Type),
                    zeroKey = Recorded.Try(() => new KeyDataViewType(typeof(uint), 0)),
                    floatKey = Recorded.Try(() => new KeyDataViewType(typeof(float), 3)),
                },
                _ => throw GoldenCases.Unknown($"output {entry}"),
            });
            Recorded.AreEqual(expected, actual, entry);
        });
    }

    private static T Annotation<T>(DataViewSchema.Column column, string kind)
    {
        T value = default;
        column.Annotations.GetValue(kind, ref value);
        return value;
    }

    private sealed class Other
    {
        public int Id { get; set; }
    }
}
