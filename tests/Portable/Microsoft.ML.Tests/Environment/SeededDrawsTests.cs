using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Muon.Portable.MicrosoftML.Tests.Model;

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>
/// Every operation moves the random stream of its context by the hosts that it registers, so that seeded draws after it
/// are those of ML.NET only where their number is right.
/// </summary>
[TestClass]
public sealed class SeededDrawsTests
{
    private const int Seed = 5;

    [TestMethod]
    [DataRow("LoadFromEnumerable", 1)]
    [DataRow("CreateEnumerable", 1)]
    [DataRow("LoadFromTextFile", 1)]
    [DataRow("TakeRows", 1)]
    [DataRow("Cache", 1)]
    [DataRow("TrainTestSplit", 5)]
    [DataRow("CrossValidationSplit", 13)]
    [DataRow("Concatenate", 1)]
    [DataRow("NormalizeMinMax", 1)]
    [DataRow("CopyColumns", 2)]
    [DataRow("SelectColumns", 2)]
    [DataRow("DropColumns", 2)]
    [DataRow("CustomMapping", 2)]
    [DataRow("MapValueToKey", 1)]
    [DataRow("MapKeyToValue", 2)]
    [DataRow("AppendCacheCheckpoint", 3)]
    [DataRow("MapValue", 3)]
    [DataRow("MapValueToVector", 3)]
    [DataRow("MapValueByView", 2)]
    [DataRow("Evaluate", 1)]
    [DataRow("Save", 2)]
    [DataRow("SaveWithoutSchema", 0)]
    [DataRow("LoadCopy", 2)]
    [DataRow("LoadWithoutSchema", 1)]
    [DataRow("LoadKeys", 2)]
    [DataRow("LoadValues", 3)]
    [DataRow("LoadCustom", 2)]
    [DataRow("LoadChain", 4)]
    [DataRow("CreatePredictionEngine", 3)]
    public void AnOperationMovesTheStreamByItsHosts(string operation, int hosts)
    {
        var elsewhere = new MLContext();
        MLContext ml = new(Seed);
        Run(operation, ml, elsewhere, Data(elsewhere));
        string[] byHosts = [.. Enumerable.Range(0, 20).Select(n => Order(Moved(n)))];
        Assert.AreEqual(hosts, Array.IndexOf(byHosts, Order(ml)));
    }

    private static void Run(string operation, MLContext ml, MLContext elsewhere, IDataView data)
    {
        using var files = new TextFiles();
        TransformsCatalog t = ml.Transforms;
        TransformsCatalog.ConversionTransforms conversion = t.Conversion;
        byte[] Saved(Func<TransformsCatalog, IEstimator<ITransformer>> make, bool schema = true) =>
            ModelFiles.Save(elsewhere, make(elsewhere.Transforms).Fit(data), schema ? data.Schema : null);
        void Load(byte[] bytes) => ml.Model.Load(new MemoryStream(bytes), out _);
        Action action = operation switch
        {
            "LoadFromEnumerable" => () => Data(ml),
            "CreateEnumerable" => () => ml.Data.CreateEnumerable<Row>(data, reuseRowObject: false),
            "LoadFromTextFile" => () => ml.Data.LoadFromTextFile(files.Write("1,2\n"), [new TextLoader.Column("A", DataKind.Single, 0)], ','),
            "TakeRows" => () => ml.Data.TakeRows(data, 3),
            "Cache" => () => ml.Data.Cache(data),
            "TrainTestSplit" => () => ml.Data.TrainTestSplit(data),
            "CrossValidationSplit" => () => ml.Data.CrossValidationSplit(data, 3),
            "Concatenate" => () => t.Concatenate("F", "X", "X").Fit(data).Transform(data),
            "NormalizeMinMax" => () => t.NormalizeMinMax("X").Fit(data).Transform(data),
            "CopyColumns" => () => t.CopyColumns("Y", "X").Fit(data).Transform(data),
            "SelectColumns" => () => t.SelectColumns("X").Fit(data).Transform(data),
            "DropColumns" => () => t.DropColumns("X").Fit(data).Transform(data),
            "CustomMapping" => () => t.CustomMapping<SignIn, SignOut>(SignMapping.Map, SignMapping.Contract).Fit(data).Transform(data),
            "MapValueToKey" => () => conversion.MapValueToKey("K", "L").Fit(data).Transform(data),
            "MapKeyToValue" => () => conversion.MapKeyToValue("K"),
            "AppendCacheCheckpoint" => () => t.CopyColumns("Y", "X").AppendCacheCheckpoint(ml).Fit(data).Transform(data),
            "MapValue" => () => conversion.MapValue("V", [KeyValuePair.Create("even", 1)], "L").Fit(data).Transform(data),
            "MapValueToVector" => () => conversion.MapValue("V", [KeyValuePair.Create("even", new[] { 1, 2 })], "L").Fit(data).Transform(data),
            "MapValueByView" => () => conversion.MapValue("V", data, data.Schema["Id"], data.Schema["X"], "Id").Fit(data).Transform(data),
            "Evaluate" => () => ml.MulticlassClassification.Evaluate(EvaluationData.View(elsewhere, 2, [new EvaluationRow { Score = [0.5f, 0.5f] }])),
            "Save" => () => ml.Model.Save(elsewhere.Transforms.CopyColumns("Y", "X").Fit(data), data.Schema, new MemoryStream()),
            "SaveWithoutSchema" => () => ml.Model.Save(elsewhere.Transforms.CopyColumns("Y", "X").Fit(data), null, new MemoryStream()),
            "LoadCopy" => () => Load(Saved(c => c.CopyColumns("Y", "X"))),
            "LoadWithoutSchema" => () => Load(Saved(c => c.CopyColumns("Y", "X"), schema: false)),
            "LoadKeys" => () => Load(Saved(c => c.Conversion.MapValueToKey("K", "L"))),
            "LoadValues" => () => Load(Saved(c => c.Conversion.MapValue("V", [KeyValuePair.Create("even", 1)], "L"))),
            "LoadCustom" => () => Load(Saved(c => c.CustomMapping<SignIn, SignOut>(SignMapping.Map, SignMapping.Contract))),
            "LoadChain" => () => Load(Saved(c => c.CopyColumns("Y", "X").Append(c.Concatenate("F", "X", "Y")).Append(c.NormalizeMinMax("F")))),
            "CreatePredictionEngine" => () => ml.Model.CreatePredictionEngine<Row, Row>(elsewhere.Transforms.CopyColumns("Y", "X").Fit(data)),
            _ => throw new AssertFailedException(operation),
        };
        action();
    }

    private static MLContext Moved(int hosts)
    {
        IHostEnvironment ml = new MLContext(Seed);
        for (int i = 0; i < hosts; i++)
        {
            ml.Register("host");
        }

        return (MLContext)ml;
    }

    private static string Order(MLContext ml) => string.Join(',', ml.Data.ShuffleRows(Data(new MLContext())).GetColumn<int>("Id"));

    private static IDataView Data(MLContext ml) =>
        ml.Data.LoadFromEnumerable(Enumerable.Range(0, 30).Select(i => new Row { Id = i, L = i % 2 == 0 ? "even" : "odd", X = i, Features = [i, 1] }).ToArray());

    private sealed class Row
    {
        public int Id { get; set; }
        public float X { get; set; }
        public string L { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; }
    }
}
