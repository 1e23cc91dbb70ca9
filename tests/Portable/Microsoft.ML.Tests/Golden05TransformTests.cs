using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Muon.Portable.MicrosoftML.Tests.Transforms;
using Muon.Testing;

namespace Muon.Portable.MicrosoftML.Tests;

[TestClass]
public sealed class Golden05TransformTests
{
    private readonly MLContext _ml = new(1);

    public static IEnumerable<object[]> Cases => GoldenCases.Of("mlnet", "05_");

    [TestMethod]
    [TestCategory("Golden")]
    [DynamicData(nameof(Cases))]
    public void Recorded(string name)
    {
        JsonObject recorded = GoldenCases.Load("mlnet", name);
        JsonNode input = recorded["input"];
        JsonObject actual =
            name.StartsWith("05_normalize") ? Normalize(name, input)
            : name.StartsWith("05_map_value") ? MapValue(input)
            : name.StartsWith("05_concat") ? Columns()
            : name.StartsWith("05_custom") ? Custom()
            : throw GoldenCases.Unknown($"{name}, a transform outside of the subset");
        Golden.Compare(recorded["output"], actual);
    }

    private JsonObject Normalize(string name, JsonNode input)
    {
        JsonArray train = input["train"].AsArray();
        JsonArray test = input["test"].AsArray();
        string type = (name.Contains("int") ? "System.Int32" : "System.Single") + (test.Concat(train).Any(v => v is JsonArray) ? "[]" : "");
        IDataView trainView = Values.View(_ml, type, train, "X");
        IDataView testView = Values.View(_ml, type, test, "X");
        JsonNode Fit(IEstimator<ITransformer> estimator) => Golden.Run(() =>
        {
            ITransformer model = estimator.Fit(trainView);
            IDataView y = model.Transform(testView);
            return new JsonObject
            {
                ["type"] = y.Schema["Y"].Type.ToString(),
                ["isNormalized"] = y.Schema["Y"].IsNormalized(),
                ["train"] = Golden.Column(model.Transform(trainView), "Y"),
                ["test"] = Golden.Column(y, "Y"),
            };
        });
        return new JsonObject
        {
            ["minMax"] = Fit(_ml.Transforms.NormalizeMinMax("Y", "X")),
            ["minMaxNoFixZero"] = Fit(_ml.Transforms.NormalizeMinMax("Y", "X", fixZero: false)),
            ["meanVariance"] = Fit(_ml.Transforms.NormalizeMeanVariance("Y", "X")),
            ["meanVarianceNoFixZero"] = Fit(_ml.Transforms.NormalizeMeanVariance("Y", "X", fixZero: false)),
            ["meanVarianceCdf"] = Fit(_ml.Transforms.NormalizeMeanVariance("Y", "X", useCdf: true)),
        };
    }

    private JsonObject MapValue(JsonNode input)
    {
        IDataView view = Values.View(_ml, "System.String", input["inputs"].AsArray(), "S");
        (string K, int V)[] pairs = [.. input["pairs"].AsArray().Select(p => (p["k"].GetValue<string>(), p["v"].GetValue<int>()))];
        TransformsCatalog.ConversionTransforms conversion = _ml.Transforms.Conversion;
        JsonNode Fit(Func<IEstimator<ITransformer>> estimator) => Golden.Run(() => Golden.View(estimator().Fit(view).Transform(view)));
        IEnumerable<KeyValuePair<string, T>> Pairs<T>(Func<int, T> value) => [.. pairs.Select(p => KeyValuePair.Create(p.K, value(p.V)))];
        IDataView lookup = _ml.Data.LoadFromEnumerable(pairs.Select(p => new Lookup { Key = p.K, Value = p.V, Vector = [p.V, p.V + 0.5f] }).ToArray());
        return new JsonObject
        {
            ["toInt"] = Fit(() => conversion.MapValue("O", Pairs(v => v), "S")),
            ["toFloat"] = Fit(() => conversion.MapValue("O", Pairs(v => (float)v), "S")),
            ["toText"] = Fit(() => conversion.MapValue("O", Pairs(v => "t" + v), "S")),
            ["toArray"] = Fit(() => conversion.MapValue("O", pairs.Select(p => KeyValuePair.Create(p.K, new float[] { p.V, 2 * p.V })), "S")),
            ["toBool"] = Fit(() => conversion.MapValue("O", Pairs(v => v > 1), "S")),
            ["asKeyType"] = Fit(() => conversion.MapValue("O", Pairs(v => "t" + v), "S", treatValuesAsKeyType: true)),
            ["fromView"] = Fit(() => conversion.MapValue("O", lookup, lookup.Schema["Key"], lookup.Schema["Value"], "S")),
            ["fromViewReversedColumns"] = Fit(() => conversion.MapValue("O", lookup, lookup.Schema["Value"], lookup.Schema["Key"], "S")),
            ["fromViewVector"] = Fit(() => conversion.MapValue("O", lookup, lookup.Schema["Key"], lookup.Schema["Vector"], "S")),
            ["duplicateKeys_thrownByMapValueItself"] = Golden.Run(() => conversion.MapValue("O", Pairs(v => v).Append(Pairs(v => v).First()), "S").GetType().Name),
            ["emptyPairs"] = Fit(() => conversion.MapValue("O", new KeyValuePair<string, int>[0], "S")),
            ["missingInput"] = Fit(() => conversion.MapValue("O", Pairs(v => v), "Nope")),
        };
    }

    private JsonObject Columns()
    {
        IDataView view = _ml.Data.LoadFromEnumerable(Row.Two());
        TransformsCatalog t = _ml.Transforms;
        JsonNode Fit(Func<IEstimator<ITransformer>> estimator) => Golden.Run(() => Golden.View(estimator().Fit(view).Transform(view)));
        return new JsonObject
        {
            ["concat"] = Fit(() => t.Concatenate("F", "A", "V", "B")),
            ["concatOverOwnName"] = Fit(() => t.Concatenate("A", "A", "B")),
            ["concatOneVector"] = Fit(() => t.Concatenate("F", "V")),
            ["concatMixedTypes"] = Fit(() => t.Concatenate("F", "A", "S")),
            ["concatText"] = Fit(() => t.Concatenate("F", "S", "S")),
            ["concatMissing"] = Fit(() => t.Concatenate("F", "Nope")),
            ["concatNone"] = Fit(() => t.Concatenate("F")),
            ["copy"] = Fit(() => t.CopyColumns("A2", "A")),
            ["copyMissing"] = Fit(() => t.CopyColumns("A2", "Nope")),
            ["copyOver"] = Fit(() => t.CopyColumns("A", "B")),
            ["drop"] = Fit(() => t.DropColumns("A", "S")),
            ["dropMissing"] = Fit(() => t.DropColumns("Nope")),
            ["select"] = Fit(() => t.SelectColumns("S", "A")),
            ["selectMissing"] = Fit(() => t.SelectColumns("S", "Nope")),
            ["selectDuplicate"] = Fit(() => t.SelectColumns("S", "S")),
            ["selectAfterHide"] = Fit(() => t.CopyColumns("A", "B").Append(t.SelectColumns("A"))),
            ["selectKeepHidden"] = Fit(() => t.CopyColumns("A", "B").Append(t.SelectColumns(["A"], keepHidden: true))),
            ["dropAfterHide"] = Fit(() => t.CopyColumns("A", "B").Append(t.DropColumns("A"))),
        };
    }

    private JsonObject Custom()
    {
        IDataView view = _ml.Data.LoadFromEnumerable(Row.Two());
        TransformsCatalog t = _ml.Transforms;
        int calls = 0;
        CustomMappingEstimator<Row, Out> custom = t.CustomMapping<Row, Out>(
            (row, result) =>
            {
                Interlocked.Increment(ref calls);
                result.Sum = row.A + row.V[0];
                result.Up = row.S.ToUpperInvariant();
            },
            "c");
        EstimatorChain<ColumnSelectingTransformer> chain = t.CopyColumns("A2", "A")
            .Append(custom)
            .AppendCacheCheckpoint(_ml)
            .Append(t.Concatenate("F", "A2", "Sum"), TransformerScope.Testing | TransformerScope.Scoring)
            .Append(t.SelectColumns("A", "B", "V", "S", "A2", "Sum", "Up"), TransformerScope.Training);
        TransformerChain<ColumnSelectingTransformer> model = null;
        TransformerChain<ITransformer> scoring = null;
        int callsDuringFit = -1;
        // The recorded chain selects what this one cannot know; its scoring part is what was written down.
        model = t.CopyColumns("A2", "A")
            .Append(custom)
            .Append(t.Concatenate("F", "A2", "Sum"), TransformerScope.Testing | TransformerScope.Scoring)
            .Append(t.SelectColumns("A", "B", "V", "S", "A2", "Sum", "Up", "F"), TransformerScope.Training)
            .Fit(view);
        callsDuringFit = calls;
        scoring = model.GetModelFor(TransformerScope.Scoring);
        TransformerChain<TransformerChain<ColumnCopyingTransformer>> nested = t.CopyColumns("A2", "A")
            .Append(t.CopyColumns("A3", "A").Append(t.CopyColumns("A4", "A")))
            .Fit(view);
        List<Row> growing = [.. Row.Two()];
        IDataView late = t.CopyColumns("A2", "A").Fit(_ml.Data.LoadFromEnumerable(growing)).Transform(_ml.Data.LoadFromEnumerable(growing));
        growing.Add(new Row { A = 5, B = 0, V = [0, 0], S = "" });
        return new JsonObject
        {
            ["custom"] = Golden.Run(() => Golden.View(custom.Fit(view).Transform(view))),
            ["callsDuringChainFit"] = callsDuringFit,
            ["chainType"] = chain.GetType().ToString(),
            ["lastEstimator"] = chain.LastEstimator.GetType().ToString(),
            ["modelType"] = model.GetType().ToString(),
            ["lastTransformer"] = model.LastTransformer.GetType().ToString(),
            ["transformers"] = Types(model),
            ["outputSchema"] = Golden.Schema(model.GetOutputSchema(view.Schema)),
            ["scoringTransformers"] = Types(scoring),
            ["trainingTransformers"] = Types(model.GetModelFor(TransformerScope.Training)),
            ["appendNested"] = new JsonObject { ["count"] = nested.Count(), ["types"] = Types(nested) },
            ["singleFitType"] = t.CopyColumns("A2", "A").Fit(view).GetType().ToString(),
            ["emptyChainFit"] = new EstimatorChain<ITransformer>().Fit(view).Count(),
            ["appendNull"] = Golden.Run(() => t.CopyColumns("A2", "A").Append((IEstimator<ITransformer>)null).GetType().Name),
            ["checkpointFirst"] = Golden.Run(() => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(_ml).GetType().Name),
            ["customMissingInput"] = Golden.Run(() => Golden.View(t.CustomMapping<Nope, Out>((_, _) => { }, null).Fit(view).Transform(view))),
            ["customOverwrites"] = Golden.Run(() => Golden.View(t.CustomMapping<InA, OutA>((row, result) => result.A = row.A * 10, null).Fit(view).Transform(view))),
            ["customThrows"] = Golden.Run(() => Golden.View(t.CustomMapping<InA, OutA>((_, _) => throw new InvalidOperationException("mine"), null).Fit(view).Transform(view))),
            ["saveWithoutContract"] = Golden.Run(() =>
            {
                _ml.Model.Save(t.CustomMapping<InA, OutA>((_, _) => { }, null).Fit(view), view.Schema, new MemoryStream());
                return "saved";
            }),
            ["loadUnregistered"] = Golden.Run(() =>
            {
                var stream = new MemoryStream();
                _ml.Model.Save(t.CustomMapping<InA, OutA>((_, _) => { }, "unreg").Fit(view), view.Schema, stream);
                return new MLContext().Model.Load(stream, out _).GetType().Name;
            }),
            ["lateChange"] = Golden.Column(late, "A2"),
        };
    }

    /// <summary>The classes of the recording had other names.</summary>
    private static JsonArray Types(IEnumerable<ITransformer> transformers) =>
        Golden.Array(transformers.Select(t => (JsonNode)t.GetType().ToString().Replace(typeof(Row).ToString(), "S5+Row").Replace(typeof(Out).ToString(), "S5+Out")));

    public sealed class Row
    {
        public float A { get; set; }
        public float B { get; set; }

        [VectorType(2)]
        public float[] V { get; set; }

        public string S { get; set; }

        public static Row[] Two() => [new() { A = 1, B = 2, V = [3, 4], S = "a" }, new() { A = -1, B = float.NaN, V = [0, 8], S = "b" }];
    }

    public sealed class Out
    {
        public float Sum { get; set; }
        public string Up { get; set; }
    }

    public sealed class Nope
    {
        [ColumnName("Nope")]
        public float Value { get; set; }
    }

    public sealed class InA
    {
        public float A { get; set; }
    }

    public sealed class OutA
    {
        public float A { get; set; }
    }

    public sealed class Lookup
    {
        public string Key { get; set; }
        public int Value { get; set; }

        [VectorType(2)]
        public float[] Vector { get; set; }
    }
}
