using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Testing;

#pragma warning disable CS0649 // The members are set by reflection.

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>The context's options, seed and log.</summary>
[TestClass]
[TestCategory("Golden")]
public sealed partial class Golden08ContextTests
{
    // Recorded cases about ML.NET's own trainers, of which the subset has none.
    private static readonly string[] OutsideTheSubset = ["08_log_trainer"];

    public static IEnumerable<object[]> Cases => GoldenCases.Of("mlnet", "08_");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Context(string name)
    {
        if (OutsideTheSubset.Contains(name))
        {
            Assert.Inconclusive("Built-in trainers are outside of the subset.");
        }

        JsonObject golden = GoldenCases.Load("mlnet", name, "rows");
        MixedRow[] rows = MixedRows.Parse((string)golden["input"]["rows"]);
        Match ids = SeedRows().Match((string)golden["input"]["rows"]);
        NumberedRow[] seedRows = ids.Success ? NumberedRows.Parse(ids.Value) : NumberedRows.Parse("Id 0..7");
        GoldenCases.Each(golden["output"].AsObject(), item =>
        {
            (string entry, JsonNode expected) = item;
            JsonNode actual = Recorded.Try(() => entry switch
            {
                "seedEffects" => expected.AsArray().Select(e => SeedEffects((int)e["contextSeed"], seedRows)),
                "noSeedSplitsEqual" => AllEqual(() => Split(new MLContext(), seedRows)),
                "noSeedShufflesEqual" => AllEqual(() => Shuffle(new MLContext(), seedRows)),
                "defaults" => Defaults(new MLContext()),
                "setGpu" => new MLContext { GpuDeviceId = 3 }.GpuDeviceId,
                "setTemp" => new MLContext { TempFilePath = "relative" }.TempFilePath,
                "setTempNull" => new MLContext { TempFilePath = null }.TempFilePath ?? "null",
                "options" => Options(new MLContext()),
                "logMapValueToKey" => Log((ml, data) => ml.Transforms.Conversion.MapValueToKey("K", "S").Fit(data), rows),
                "logEmptyKey" => Log((ml, data) => ml.Transforms.Conversion.MapValueToKey("K", "S").Fit(data), rows[..0]),
                "logMaxKeys" => Log((ml, data) => ml.Transforms.Conversion.MapValueToKey("K", "S", maximumNumberOfKeys: 1).Fit(data), rows),
                "logNormalize" => Log((ml, data) => ml.Transforms.NormalizeMinMax("V").Fit(data), rows),
                "logEvaluate" => Log(Evaluate, Scored(0.25f, 0.75f)),
                "logEvaluateNaN" => Log(Evaluate, Scored(float.NaN, 0.75f)),
                "logEvaluateUnnormalised" => Log(Evaluate, Scored(3, 2)),
                _ => throw GoldenCases.Unknown($"output {entry}"),
            });
            Recorded.AreEqual(expected, actual, entry);
        });
    }

    private static object SeedEffects(int contextSeed, NumberedRow[] rows)
    {
        MLContext ml = new(contextSeed);
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        int[] shuffle = ml.Data.ShuffleRows(data).Ids();
        int[] shuffleAgain = ml.Data.ShuffleRows(data).Ids();
        return new { contextSeed, shuffle, shuffleAgain, splitTest = ml.Data.TrainTestSplit(data, 0.4).TestSet.Ids() };
    }

    private static int[] Split(MLContext ml, NumberedRow[] rows) => ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(rows), 0.4).TestSet.Ids();

    private static int[] Shuffle(MLContext ml, NumberedRow[] rows) => ml.Data.ShuffleRows(ml.Data.LoadFromEnumerable(rows)).Ids();

    private static bool AllEqual(Func<int[]> draw)
    {
        int[] first = draw();
        return Enumerable.Range(0, 4).All(_ => first.SequenceEqual(draw()));
    }

    private static object Defaults(MLContext ml) => new
    {
        gpu = ml.GpuDeviceId,
        fallback = ml.FallbackToCpu,
        temp = ml.TempFilePath == Path.GetTempPath() ? "Path.GetTempPath()" : ml.TempFilePath,
    };

    private static object Options(MLContext ml)
    {
        bool firstAdd = ml.TryAddOption("k", 5);
        bool secondAdd = ml.TryAddOption("k", 6);
        bool tryGet = ml.TryGetOption("k", out int kv);
        bool tryGetMissing = ml.TryGetOption("n", out int nv);
        bool wrong = ml.TryGetOption("k", out string sv);
        int getDefault = ml.GetOptionOrDefault<int>("n");
        ml.SetOption("s", "v");
        string getSet = ml.GetOptionOrDefault<string>("s");
        bool remove = ml.RemoveOption("k");
        bool removeAgain = ml.RemoveOption("k");
        JsonNode nullName = Recorded.Try(() => ml.TryAddOption(null, 1));
        return new { firstAdd, secondAdd, tryGet, kv, tryGetMissing, nv, tryGetWrongType = new { ok = wrong, sv }, getDefault, getSet, remove, removeAgain, nullName };
    }

    private static void Evaluate(MLContext ml, IDataView data) => ml.MulticlassClassification.Evaluate(data);

    private static ScoredRow[] Scored(params float[] score) => [.. Enumerable.Range(0, 4).Select(i => new ScoredRow { Label = (uint)(i % 2), Score = score })];

    /// <summary>The log without the messages of cursors, whose number depends on the processors.</summary>
    private static List<string> Log<T>(Action<MLContext, IDataView> action, T[] rows)
        where T : class
    {
        MLContext ml = new(1);
        var log = new List<string>();
        ml.Log += (sender, e) =>
        {
            Assert.AreSame(ml, sender);
            Assert.AreEqual($"[Source={e.Source}, Kind={e.Kind}] {e.RawMessage}", e.Message);
            if (!CursorSource().IsMatch(e.Source))
            {
                log.Add($"{e.Kind} | {e.Source} | {Elapsed().Replace(e.RawMessage, "Elapsed #.")}");
            }
        };
        action(ml, ml.Data.LoadFromEnumerable(rows));
        return log;
    }

    [GeneratedRegex(@"Id \d+\.\.\d+")]
    private static partial Regex SeedRows();

    [GeneratedRegex("(Cursor|CursorSplitter|Consolidate)$")]
    private static partial Regex CursorSource();

    [GeneratedRegex(@"Elapsed [\d:.]+\.")]
    private static partial Regex Elapsed();

    private sealed class ScoredRow
    {
        [KeyType(2)]
        public uint Label;
        [VectorType(2)]
        public float[] Score;
        [KeyType(2)]
        public uint PredictedLabel;
    }
}
