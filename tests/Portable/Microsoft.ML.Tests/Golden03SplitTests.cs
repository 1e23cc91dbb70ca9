using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Testing;

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>TrainTestSplit, CrossValidationSplit, ShuffleRows, TakeRows and SkipRows draw the rows that were recorded.</summary>
[TestClass]
[TestCategory("Golden")]
public sealed class Golden03SplitTests
{
    public static IEnumerable<object[]> Splits => GoldenCases.Of("mlnet", "03_split_ctxseed");

    public static IEnumerable<object[]> Repeats => GoldenCases.Of("mlnet", "03_split_repeat");

    public static IEnumerable<object[]> Folds => GoldenCases.Of("mlnet", "03_cvsplit");

    public static IEnumerable<object[]> Shuffles => GoldenCases.Of("mlnet", "03_shuffle");

    [TestMethod]
    [DynamicData(nameof(Splits))]
    public void TrainTestSplit(string name)
    {
        (JsonObject input, JsonArray output, int? seed, NumberedRow[] rows) = Open(name);
        GoldenCases.Each(output.Cast<JsonObject>(), entry =>
        {
            JsonNode actual = Recorded.Try(() =>
            {
                var ml = new MLContext(seed);
                return Parts(ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(rows), (double)entry["testFraction"], (string)entry["samplingKeyColumnName"], (int?)entry["seed"]));
            });
            Recorded.AreEqual(entry["result"], actual, entry.ToJsonString());
        });

        Assert.IsNotEmpty(input);
    }

    [TestMethod]
    [DynamicData(nameof(Folds))]
    public void CrossValidationSplit(string name)
    {
        (JsonObject input, JsonArray output, int? seed, NumberedRow[] rows) = Open(name, "folds");
        int folds = (int)input["folds"];
        GoldenCases.Each(output.Cast<JsonObject>(), entry =>
        {
            MLContext ml = new(seed);
            IDataView data = ml.Data.LoadFromEnumerable(rows);
            if (entry.TryGetPropertyValue("oneFold", out JsonNode oneFold))
            {
                Recorded.AreEqual(oneFold, Recorded.Try(() => ml.Data.CrossValidationSplit(data, 1)), "oneFold");
                return;
            }

            JsonNode actual = Recorded.Try(() => ml.Data.CrossValidationSplit(data, folds, (string)entry["samplingKeyColumnName"], (int?)entry["seed"]).Select(fold =>
            {
                int[] test = fold.TestSet.Ids();
                int[] train = fold.TrainSet.Ids();
                return Fold(test, train, train.SequenceEqual(rows.Select(r => r.Id).Except(test)));
            }));
            Recorded.AreEqual(entry["folds"], actual, entry.ToJsonString());
        });
    }

    [TestMethod]
    [DynamicData(nameof(Repeats))]
    public void SplitsOfOneContext(string name)
    {
        JsonObject golden = GoldenCases.Load("mlnet", name, "ctxSeed", "rows");
        int? seed = (int?)golden["input"]["ctxSeed"];
        NumberedRow[] rows = NumberedRows.Parse((string)golden["input"]["rows"]);
        const double fraction = 0.3;
        MLContext ml = new(seed);
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        DataOperationsCatalog.TrainTestData first = ml.Data.TrainTestSplit(data, fraction);
        object Elsewhere()
        {
            MLContext other = new(seed);
            return Parts(other.Data.TrainTestSplit(other.Data.LoadFromEnumerable(rows), fraction));
        }

        GoldenCases.Each(golden["output"].AsObject(), item =>
        {
            (string entry, JsonNode expected) = item;
            JsonNode actual = Recorded.Try(() => entry switch
            {
                "first" or "enumeratedAgain" => Parts(first),
                "second" => Parts(ml.Data.TrainTestSplit(data, fraction)),
                "trainSchema" => first.TrainSet.Schema,
                "testSchema" => first.TestSet.Schema,
                "keyedTrainSchema" => ml.Data.TrainTestSplit(data, fraction, "G").TrainSet.Schema,
                "rowCountTrain" => first.TrainSet.GetRowCount(),
                "fraction0" => ml.Data.TrainTestSplit(data, 0),
                "fraction1" => ml.Data.TrainTestSplit(data, 1),
                "fractionNegative" => ml.Data.TrainTestSplit(data, -0.1),
                "fractionAboveOne" => ml.Data.TrainTestSplit(data, 1.5),
                "missingSamplingColumn" => ml.Data.TrainTestSplit(data, fraction, "Nope"),
                "floatSamplingColumn" => Parts(ml.Data.TrainTestSplit(data, fraction, "X")),
                "intSamplingColumn" => Parts(ml.Data.TrainTestSplit(data, fraction, "Id")),
                "nullData" => ml.Data.TrainTestSplit(null),
                "canShuffle" => data.CanShuffle,
                "trainCanShuffle" => first.TrainSet.CanShuffle,
                "split0seedNone_twoContexts" => new { x = Elsewhere(), y = Elsewhere() },
                _ => throw GoldenCases.Unknown($"output {entry}"),
            });
            Recorded.AreEqual(expected, actual, entry);
        });
    }

    [TestMethod]
    [DynamicData(nameof(Shuffles))]
    public void ShuffleTakeSkip(string name)
    {
        JsonObject golden = GoldenCases.Load("mlnet", name, "ctxSeed", "rows", "seeds", "pool");
        JsonNode input = golden["input"];
        int? contextSeed = (int?)input["ctxSeed"];
        int pool = (int)input["pool"];
        NumberedRow[] rows = NumberedRows.Parse((string)input["rows"]);
        MLContext ml = new(contextSeed);
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        object Shuffles(int? seed)
        {
            MLContext fresh = new(contextSeed);
            IDataView source = fresh.Data.LoadFromEnumerable(rows);
            IDataView shuffled = fresh.Data.ShuffleRows(source, seed);
            return Shuffled(
                seed,
                shuffled.Ids(),
                shuffled.Ids(),
                fresh.Data.ShuffleRows(source, seed, pool).Ids(),
                fresh.Data.ShuffleRows(source, seed, pool, shuffleSource: false).Ids());
        }

        GoldenCases.Each(golden["output"].AsObject(), item =>
        {
            (string entry, JsonNode expected) = item;
            JsonNode actual = Recorded.Try(() => entry switch
            {
                "shuffles" => input["seeds"].AsArray().Select(seed => Shuffles((int?)seed)),
                "shuffleRowCount" => ml.Data.ShuffleRows(data, 1).GetRowCount(),
                "take3" => ml.Data.TakeRows(data, 3).Ids(),
                "takeRowCount" => ml.Data.TakeRows(data, 3).GetRowCount(),
                "takeBeyond" => ml.Data.TakeRows(data, 1000).Ids().Length,
                "takeBeyondRowCount" => ml.Data.TakeRows(data, 1000).GetRowCount(),
                "take0" => ml.Data.TakeRows(data, 0),
                "takeNegative" => ml.Data.TakeRows(data, -1),
                "skip" => ml.Data.SkipRows(data, 8).Ids(),
                "skipRowCount" => ml.Data.SkipRows(data, 2).GetRowCount(),
                "skipAll" => ml.Data.SkipRows(data, 1000).Ids(),
                "skip0" => ml.Data.SkipRows(data, 0),
                "skipNegative" => ml.Data.SkipRows(data, -1),
                "skipTake" => ml.Data.TakeRows(ml.Data.SkipRows(data, 2), 2).Ids(),
                "pool0" => ml.Data.ShuffleRows(data, shufflePoolSize: 0),
                _ => throw GoldenCases.Unknown($"output {entry}"),
            });
            Recorded.AreEqual(expected, actual, entry);
        });
    }

    private static (JsonObject Input, JsonArray Output, int? Seed, NumberedRow[] Rows) Open(string name, params string[] more)
    {
        JsonObject golden = GoldenCases.Load("mlnet", name, ["ctxSeed", "rows", .. more]);
        JsonObject input = golden["input"].AsObject();
        return (input, golden["output"] as JsonArray ?? throw GoldenCases.Unknown($"{name}: output of another shape"), (int?)input["ctxSeed"], NumberedRows.Parse((string)input["rows"]));
    }

    private static object Parts(DataOperationsCatalog.TrainTestData split) => new { train = split.TrainSet.Ids(), test = split.TestSet.Ids() };

    /// <summary>The train set is listed only where it is not the rest.</summary>
    private static object Fold(int[] test, int[] train, bool complement) =>
        complement ? new { test, trainCount = train.Length, trainIsComplement = true } : new { test, train, trainCount = train.Length, trainIsComplement = false };

    private static object Shuffled(int? seed, int[] defaultPool, int[] again, int[] smallPool, int[] noSourceShuffle) =>
        new { seed, defaultPool, again, smallPool, noSourceShuffle };
}
