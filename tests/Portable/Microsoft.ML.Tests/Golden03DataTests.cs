using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Testing;

#pragma warning disable CS0649 // The members are set by reflection.

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>Row objects in and out, filters and caches do what was recorded.</summary>
[TestClass]
[TestCategory("Golden")]
public sealed partial class Golden03DataTests
{
    private readonly MLContext _ml = new(1);

    public static IEnumerable<object[]> Enumerables => GoldenCases.Of("mlnet", "03_create_enumerable");

    public static IEnumerable<object[]> Filters => GoldenCases.Of("mlnet", "03_filter");

    [TestMethod]
    [DynamicData(nameof(Filters))]
    public void FilterAndCache(string name)
    {
        JsonObject golden = GoldenCases.Load("mlnet", name, "rows", "bounds");
        NumberedRow[] rows = NumberedRows.Parse((string)golden["input"]["rows"]);
        (double Low, double High)[] bounds = [.. golden["input"]["bounds"].AsArray().Select(b => (Number(b["lo"]), Number(b["hi"])))];
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        IDataView cache = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(rows.Take(3).Where(_ => true)));
        GoldenCases.Each(golden["output"].AsObject(), item =>
        {
            (string entry, JsonNode expected) = item;
            JsonNode actual = Recorded.Try(() => entry switch
            {
                "byColumn" => bounds.Select(b => Recorded.Try(() => _ml.Data.FilterRowsByColumn(data, "X", b.Low, b.High).Ids())),
                "byColumnDefaults" => _ml.Data.FilterRowsByColumn(data, "X").Ids(),
                "byColumnInt" => _ml.Data.FilterRowsByColumn(data, "Id", 1, 3),
                "byColumnText" => _ml.Data.FilterRowsByColumn(data, "G", 1, 3),
                "byColumnMissing" => _ml.Data.FilterRowsByColumn(data, "Nope", 1, 3),
                "loAboveHi" => _ml.Data.FilterRowsByColumn(data, "X", 3, 1),
                "missing" => _ml.Data.FilterRowsByMissingValues(data, "X").Ids(),
                "missingText" => _ml.Data.FilterRowsByMissingValues(data, "G"),
                "missingInt" => _ml.Data.FilterRowsByMissingValues(data, "Id"),
                "missingNoColumns" => _ml.Data.FilterRowsByMissingValues(data),
                // The key of the group, of which the lower half is kept: two values of five.
                "keyFraction" => _ml.Data.FilterRowsByKeyColumnFraction(Keyed(rows), "K", 0, 0.4).Ids(),
                "keyFractionNotKey" => _ml.Data.FilterRowsByKeyColumnFraction(data, "Id", 0, 0.5),
                "filteredRowCount" => _ml.Data.FilterRowsByColumn(data, "X").GetRowCount(),
                "cacheIds" => _ml.Data.Cache(data).Ids(),
                "cacheRowCountBefore" => cache.GetRowCount(),
                "cacheRowCountAfter" => cache.Ids() is null ? null : cache.GetRowCount(),
                "cacheCanShuffle" => cache.CanShuffle,
                "cacheMissingColumn" => _ml.Data.Cache(data, "Nope"),
                _ => throw GoldenCases.Unknown($"output {entry}"),
            });
            Recorded.AreEqual(expected, actual, entry);
        });
    }

    [TestMethod]
    [DynamicData(nameof(Enumerables))]
    public void CreateEnumerable(string name)
    {
        JsonObject golden = GoldenCases.Load("mlnet", name, "rows");
        string text = (string)golden["input"]["rows"];
        NumberedRow[] rows = NumberedRows.Parse(text);
        Vector[] vectors = [.. Vectors().Matches(text).Select(m => new Vector { V = [.. m.Groups[1].Value.Split(',').Select(float.Parse)] })];
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        IDataView vectorData = _ml.Data.LoadFromEnumerable(vectors);
        int read = 0;
        IEnumerable<NumberedRow> Iterator()
        {
            read++;
            foreach (NumberedRow row in rows)
            {
                yield return row;
            }
        }

        IDataView lazy = _ml.Data.LoadFromEnumerable(Iterator());
        KeyRow[] keys = [.. new uint[] { 0, 1, 4, 5, 9 }.Select(k => new KeyRow { K = k })];
        GoldenCases.Each(golden["output"].AsObject(), item =>
        {
            (string entry, JsonNode expected) = item;
            JsonNode actual = Recorded.Try(() => entry switch
            {
                "reuseSameObject" => Same(_ml.Data.CreateEnumerable<NumberedRow>(data, reuseRowObject: true), rows => new { ids = rows.Select(r => r.Id) }),
                "noReuse" => Same(_ml.Data.CreateEnumerable<NumberedRow>(data, reuseRowObject: false), rows => new { ids = rows.Select(r => r.Id), g = rows.Select(r => r.G) }),
                "noReuseArraysDistinct" => Arrays(_ml.Data.CreateEnumerable<Vector>(vectorData, reuseRowObject: false)),
                "reuseArraysSame" => Arrays(_ml.Data.CreateEnumerable<Vector>(vectorData, reuseRowObject: true)),
                "fewerMembers" => _ml.Data.CreateEnumerable<Fewer>(data, false).Select(r => r.Id),
                "moreMembers" => _ml.Data.CreateEnumerable<More>(data, false).ToArray(),
                "moreMembersIgnored" => _ml.Data.CreateEnumerable<More>(data, false, ignoreMissingColumns: true).ToArray(),
                "wrongType" => _ml.Data.CreateEnumerable<Wrong>(data, false).ToArray(),
                "wrongTypeIgnored" => _ml.Data.CreateEnumerable<Wrong>(data, false, ignoreMissingColumns: true).ToArray(),
                "wrongVectorSizeInRow" => Rows(new Vector { V = [1, 2] }),
                "nullVectorFixed" => Rows(new Vector()),
                "nullVectorVariable" => Rows(new Variable()),
                "nullString" => Rows(new NumberedRow()),
                "nullRow" => Rows<NumberedRow>(null, null),
                "nullData" => _ml.Data.LoadFromEnumerable<NumberedRow>(null),
                "rowCountOfArray" => data.GetRowCount(),
                "rowCountOfList" => _ml.Data.LoadFromEnumerable(new List<NumberedRow>(rows) { new() }).GetRowCount(),
                "rowCountOfIterator" => lazy.GetRowCount(),
                "canShuffleArray" => data.CanShuffle,
                "canShuffleIterator" => lazy.CanShuffle,
                "iteratorReadsTwice" => lazy.Ids().Length + lazy.Ids().Length == 2 * rows.Length ? read : -1,
                "keyOutOfRangeReadsAs" => Rows(keys),
                "keyVectorReadsAs" => Rows(new KeyVector { K = [0, 3, 9] }),
                "keyRoundTrip" => _ml.Data.CreateEnumerable<KeyRow>(_ml.Data.LoadFromEnumerable(keys), false).Select(k => k.K),
                _ => throw GoldenCases.Unknown($"output {entry}"),
            });
            Recorded.AreEqual(expected, actual, entry);
        });
    }

    private IDataView Keyed(NumberedRow[] rows) =>
        _ml.Data.LoadFromEnumerable(rows.Select(r => new KeyedRow { Id = r.Id, K = uint.Parse(r.G[1..]) }), KeyCount(rows));

    private static SchemaDefinition KeyCount(NumberedRow[] rows)
    {
        var definition = SchemaDefinition.Create(typeof(KeyedRow));
        definition["K"].ColumnType = new KeyDataViewType(typeof(uint), rows.Select(r => r.G).Distinct().Count());
        return definition;
    }

    private object Rows<T>(params T[] rows)
        where T : class => Recorded.Rows(_ml.Data.LoadFromEnumerable(rows));

    private static JsonNode Same<T>(IEnumerable<T> rows, Func<T[], object> values)
    {
        T[] all = [.. rows];
        JsonNode json = Recorded.Of(values(all));
        json["same"] = ReferenceEquals(all[0], all[1]);
        return json;
    }

    private static object Arrays(IEnumerable<Vector> rows)
    {
        float[][] all = [.. rows.Select(r => r.V)];
        return new { same = ReferenceEquals(all[0], all[1]), vals = all };
    }

    private static double Number(JsonNode node) => node.GetValueKind() == System.Text.Json.JsonValueKind.String
        ? double.Parse((string)node, System.Globalization.CultureInfo.InvariantCulture)
        : (double)node;

    [GeneratedRegex(@"\[([-\d.,]+)\]")]
    private static partial Regex Vectors();

    private sealed class Vector
    {
        [VectorType(3)]
        public float[] V;
    }

    private sealed class Variable
    {
        public float[] V;
    }

    private sealed class Fewer
    {
        public int Id;
    }

    private sealed class More
    {
        public int Id;
        public string Nope;
    }

    private sealed class Wrong
    {
        public float Id;
    }

    private sealed class KeyedRow
    {
        public int Id;
        public uint K;
    }

    private sealed class KeyRow
    {
        [KeyType(4)]
        public uint K;
    }

    private sealed class KeyVector
    {
        [KeyType(4)]
        [VectorType(3)]
        public uint[] K;
    }
}
