using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Portable.MicrosoftML.Tests.Transforms;
using Muon.Testing;

namespace Muon.Portable.MicrosoftML.Tests;

[TestClass]
public sealed class Golden06RowMapperTests
{
    private readonly MLContext _ml = new(1);

    public static IEnumerable<object[]> Cases => GoldenCases.Of("mlnet", "06_row_mapper");

    [TestMethod]
    [TestCategory("Golden")]
    [DynamicData(nameof(Cases))]
    public void Recorded(string name)
    {
        JsonObject recorded = GoldenCases.Load("mlnet", name);
        IDataView view = _ml.Data.LoadFromEnumerable(Golden06FitErrorsTests.Row.Three());
        IDataView other = Values.View(_ml, "System.String", ["a"], "Other");
        TransformsCatalog t = _ml.Transforms;
        ITransformer model = t.Conversion.MapValueToKey("K", "S")
            .Append(t.CustomMapping<InIdV, OutZ>((row, result) => result.Z = row.Id + row.V[0], null))
            .Fit(view);
        IRowToRowMapper mapper = model.GetRowToRowMapper(view.Schema);
        JsonArray Dependencies(params string[] names) =>
            Golden.Array(mapper.GetDependencies(mapper.OutputSchema.Where(c => names.Contains(c.Name))).Select(c => (JsonNode)c.Name));
        var actual = new JsonObject
        {
            ["isRowToRow"] = model.IsRowToRowMapper,
            ["mapper"] = mapper.GetType().ToString(),
            ["inputIsSame"] = ReferenceEquals(mapper.InputSchema, view.Schema),
            ["output"] = Golden.Names(mapper.OutputSchema),
            ["depsK"] = Dependencies("K"),
            ["depsZ"] = Dependencies("Z"),
            ["depsNone"] = Dependencies(),
            ["row"] = Row(mapper, view),
            ["mapperBadSchema"] = Golden.Run(() => model.GetRowToRowMapper(other.Schema).GetType().Name),
            ["nullSchema"] = Golden.Run(() => model.GetRowToRowMapper(null).GetType().Name),
            ["emptyChain"] = ((ITransformer)new TransformerChain<ITransformer>()).IsRowToRowMapper,
        };
        Golden.Compare(recorded["output"], actual);
    }

    private static JsonObject Row(IRowToRowMapper mapper, IDataView view)
    {
        DataViewSchema.Column k = mapper.OutputSchema["K"];
        using DataViewRowCursor cursor = view.GetRowCursor(mapper.GetDependencies([k]));
        using DataViewRow row = mapper.GetRow(cursor, [k]);
        Func<JsonNode> read = Golden.Reader(row, row.Schema["K"]);
        var values = new JsonArray();
        while (cursor.MoveNext())
        {
            values.Add(read());
        }

        return new JsonObject
        {
            ["values"] = values,
            ["Position"] = row.Position,
            ["inactive"] = Golden.Run(() => Golden.Reader(row, row.Schema["Z"])()),
        };
    }

    public sealed class InIdV
    {
        public int Id { get; set; }
        public float[] V { get; set; }
    }

    public sealed class OutZ
    {
        public float Z { get; set; }
    }
}
