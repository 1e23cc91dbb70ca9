using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Testing;

namespace Muon.Portable.MicrosoftML.Tests;

[TestClass]
[TestCategory("Golden")]
public sealed partial class Golden02EvaluationTests
{
    private const double Tolerance = 1e-12;

    // What the recorded cases hold and our subset does not.
    private static readonly Dictionary<string, string> Left = new(StringComparer.Ordinal)
    {
        ["trainedModelSchema"] = "the subset has no trainer of its own",
    };

    private readonly MLContext _context = new(1);

    public static IEnumerable<object[]> Cases => GoldenCases.Of("mlnet", "02_");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void MatchesTheRecordedCase(string name)
    {
        JsonElement recorded = GoldenCases.Load("mlnet", name, "classes", "rows").Deserialize<JsonElement>();
        JsonElement input = recorded.GetProperty("input");
        JsonElement output = recorded.GetProperty("output");
        if (input.GetProperty("rows").ValueKind == JsonValueKind.String)
        {
            Errors(input, output);
        }
        else if (output.TryGetProperty("metrics", out JsonElement metrics))
        {
            IDataView data = EvaluationData.View(_context, input.GetProperty("classes").GetInt32(), Rows(input), Names(input, "scoreSlotNames"), Names(input, "labelKeyValues"));
            int topK = input.GetProperty("topK").GetInt32();
            Compare(metrics, () => _context.MulticlassClassification.Evaluate(data, topKPredictionCount: topK), name);
        }
        else
        {
            Annotations(input, output);
        }
    }

    private void Annotations(JsonElement input, JsonElement output)
    {
        int classes = input.GetProperty("classes").GetInt32();
        string[] pets = [.. Enumerable.Range(0, classes).Select(i => i switch { 0 => "cat", 1 => "dog", _ => $"pet{i}" })];
        string[] other = [.. pets.Select(p => "x" + p)];
        EvaluationRow[] rows = Rows(input);
        GoldenCases.Each(output.EnumerateObject().Where(e => !Left.ContainsKey(e.Name)), entry =>
        {
            IDataView data = entry.Name switch
            {
                "slotNames" => EvaluationData.View(_context, classes, rows, pets),
                "trainingLabelValues" => EvaluationData.View(_context, classes, rows, pets, scoreAnnotation: "TrainingLabelValues"),
                "keyValuesOnly" => EvaluationData.View(_context, classes, rows, null, pets),
                "slotNamesAndOtherKeyValues" => EvaluationData.View(_context, classes, rows, pets, other),
                "none" => EvaluationData.View(_context, classes, rows),
                _ => throw GoldenCases.Unknown($"output {entry.Name}"),
            };
            Assert.AreEqual(entry.Value.GetString(), _context.MulticlassClassification.Evaluate(data).ConfusionMatrix.GetFormattedConfusionTable(), entry.Name);
        });
    }

    private void Errors(JsonElement input, JsonElement output)
    {
        EvaluationRow[] rows =
        [
            .. RowForm().Matches(input.GetProperty("rows").GetString()).Select(m => new EvaluationRow
            {
                Label = EvaluationData.Key(uint.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)),
                Score = [.. m.Groups[2].Value.Split(',').Select(s => float.Parse(s, CultureInfo.InvariantCulture))],
                PredictedLabel = EvaluationData.Key(uint.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture)),
            }),
        ];
        int classes = input.GetProperty("classes").GetInt32();
        IDataView data = EvaluationData.View(_context, classes, rows);
        float[] score = rows[0].Score;
        MulticlassClassificationCatalog catalog = _context.MulticlassClassification;
        MulticlassClassificationMetrics Load<T>(params T[] changed)
            where T : class
        {
            var definition = SchemaDefinition.Create(typeof(T));
            if (definition["Score"].ColumnType is VectorDataViewType { ItemType: var item })
            {
                definition["Score"].ColumnType = new VectorDataViewType(item, classes);
            }

            return catalog.Evaluate(_context.Data.LoadFromEnumerable(changed, definition));
        }

        GoldenCases.Each(output.EnumerateObject(), entry =>
        {
            Func<MulticlassClassificationMetrics> evaluate = entry.Name switch
            {
                "labelMissing" => () => catalog.Evaluate(data, "Nope"),
                "scoreMissing" => () => catalog.Evaluate(data, scoreColumnName: "Nope"),
                "predictedMissing" => () => catalog.Evaluate(data, predictedLabelColumnName: "Nope"),
                "nullData" => () => catalog.Evaluate(null),
                "nullLabelName" => () => catalog.Evaluate(data, null),
                "emptyLabelName" => () => catalog.Evaluate(data, ""),
                "nullScoreName" => () => catalog.Evaluate(data, scoreColumnName: null),
                "nullPredictedName" => () => catalog.Evaluate(data, predictedLabelColumnName: null),
                "negativeTopK" => () => catalog.Evaluate(data, topKPredictionCount: -1),
                "labelText" => () => Load(new Row<string, float[], uint> { Label = "1", Score = score }),
                "labelFloat" => () => Load([.. rows.Select(r => new Row<float, float[], uint> { Label = r.Label, Score = r.Score })]),
                "labelPlainUInt" => () => Load(new Row<uint, float[], uint> { Score = score }),
                "predictedText" => () => Load(new Row<float, float[], string> { Label = rows[0].Label, Score = score, PredictedLabel = "x" }),
                "predictedFloat" => () => Load(new Row<float, float[], float> { Label = rows[0].Label, Score = score }),
                "scoreVariableSize" => () => catalog.Evaluate(EvaluationData.View(_context, 0, rows[..1])),
                "scoreScalar" => () => Load(new Row<float, float, uint>()),
                "scoreDouble" => () => Load(new Row<float, double[], uint> { Score = [.. score.Select(s => (double)s)] }),
                "scoreSmallerThanKeyCount" => () => catalog.Evaluate(EvaluationData.View(_context, classes, [.. rows.Select(r => new EvaluationRow { Label = r.Label, Score = score })], keyCount: classes + 1)),
                "labelBeyondScore" => () => catalog.Evaluate(EvaluationData.View(_context, classes, [new EvaluationRow { Label = (uint)classes, Score = score }], keyCount: classes + 1)),
                "noRows" => () => catalog.Evaluate(EvaluationData.View(_context, classes, [])),
                _ => throw GoldenCases.Unknown($"output {entry.Name}"),
            };
            Compare(entry.Value, evaluate, entry.Name);
        });
    }

    private static void Compare(JsonElement expected, Func<MulticlassClassificationMetrics> evaluate, string where)
    {
        if (ViewText.Throws(expected, () => evaluate(), where))
        {
            return;
        }

        MulticlassClassificationMetrics metrics = evaluate();
        GoldenCases.Each(expected.EnumerateObject(), entry =>
        {
            if (entry.Name != nameof(metrics.ConfusionMatrix))
            {
                Near(entry.Value, Metric(metrics, entry.Name), $"{where}: {entry.Name}");
                return;
            }

            ConfusionMatrix matrix = metrics.ConfusionMatrix;
            foreach (JsonProperty item in entry.Value.EnumerateObject())
            {
                string name = $"{where}: {item.Name}";
                if (item.Name == "table")
                {
                    Assert.AreEqual(item.Value.GetString(), matrix.GetFormattedConfusionTable(), name);
                }
                else if (PairForm().Match(item.Name) is { Success: true } pair)
                {
                    int Index(int group) => int.Parse(pair.Groups[group].Value, CultureInfo.InvariantCulture);
                    Near(item.Value, matrix.GetCountForClassPair(Index(1), Index(2)), name);
                }
                else
                {
                    Near(item.Value, Part(matrix, item.Name), name);
                }
            }
        });
    }

    private static object Metric(MulticlassClassificationMetrics metrics, string name) => name switch
    {
        nameof(metrics.MicroAccuracy) => metrics.MicroAccuracy,
        nameof(metrics.MacroAccuracy) => metrics.MacroAccuracy,
        nameof(metrics.LogLoss) => metrics.LogLoss,
        nameof(metrics.LogLossReduction) => metrics.LogLossReduction,
        nameof(metrics.PerClassLogLoss) => metrics.PerClassLogLoss,
        nameof(metrics.TopKAccuracy) => metrics.TopKAccuracy,
        nameof(metrics.TopKPredictionCount) => metrics.TopKPredictionCount,
        nameof(metrics.TopKAccuracyForAllK) => metrics.TopKAccuracyForAllK,
        _ => throw GoldenCases.Unknown($"metric {name}"),
    };

    private static object Part(ConfusionMatrix matrix, string name) => name switch
    {
        nameof(matrix.NumberOfClasses) => matrix.NumberOfClasses,
        nameof(matrix.Counts) => matrix.Counts,
        nameof(matrix.PerClassPrecision) => matrix.PerClassPrecision,
        nameof(matrix.PerClassRecall) => matrix.PerClassRecall,
        _ => throw GoldenCases.Unknown($"part {name} of a confusion matrix"),
    };

    private static void Near(JsonElement expected, object actual, string where)
    {
        if (actual is null || expected.ValueKind == JsonValueKind.Null)
        {
            Assert.IsTrue(actual is null && expected.ValueKind == JsonValueKind.Null, $"{where}: expected {expected}, got {actual}");
        }
        else if (actual is System.Collections.IEnumerable list)
        {
            object[] items = [.. list.Cast<object>()];
            Assert.AreEqual(expected.GetArrayLength(), items.Length, where);
            for (int i = 0; i < items.Length; i++)
            {
                Near(expected[i], items[i], $"{where}[{i}]");
            }
        }
        else
        {
            double wanted = Number(expected);
            double value = Convert.ToDouble(actual, CultureInfo.InvariantCulture);
            Assert.IsTrue(wanted.Equals(value) || Math.Abs(wanted - value) <= Tolerance * Math.Max(1, Math.Abs(wanted)), $"{where}: expected {wanted:R}, got {value:R}");
        }
    }

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString(), CultureInfo.InvariantCulture) : value.GetDouble();

    private static string[] Names(JsonElement input, string name) =>
        input.TryGetProperty(name, out JsonElement names) && names.ValueKind == JsonValueKind.Array ? [.. names.EnumerateArray().Select(n => n.GetString())] : null;

    private static EvaluationRow[] Rows(JsonElement input) =>
    [
        .. input.GetProperty("rows").EnumerateArray().Select(r => new EvaluationRow
        {
            Label = EvaluationData.Key(r.GetProperty("Label").GetUInt32()),
            Score = [.. r.GetProperty("Score").EnumerateArray().Select(s => (float)Number(s))],
            PredictedLabel = EvaluationData.Key(r.GetProperty("PredictedLabel").GetUInt32()),
        }),
    ];

    [GeneratedRegex(@"\((\d+),\[([^\]]*)\],(\d+)\)")]
    private static partial Regex RowForm();

    [GeneratedRegex(@"^countForClassIndicesPair_(\d+)_(\d+)$")]
    private static partial Regex PairForm();

    private sealed class Row<TLabel, TScore, TPredicted>
    {
        public TLabel Label;
        public TScore Score;
        public TPredicted PredictedLabel;
    }
}
