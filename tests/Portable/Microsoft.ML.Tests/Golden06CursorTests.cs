using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Testing;

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>The life of a cursor, and what reads through one.</summary>
[TestClass]
[TestCategory("Golden")]
public sealed class Golden06CursorTests
{
    private readonly MLContext _ml = new(1);
    private MixedRow[] _rows;
    private IDataView _data;

    public static IEnumerable<object[]> Cases => GoldenCases.Of("mlnet", "06_cursor");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Cursors(string name)
    {
        JsonObject golden = GoldenCases.Load("mlnet", name, "rows");
        _rows = MixedRows.Parse((string)golden["input"]["rows"]);
        _data = _ml.Data.LoadFromEnumerable(_rows);
        IDataView copied = _ml.Transforms.CopyColumns("Z", "Id").Fit(_data).Transform(_data);
        GoldenCases.Each(golden["output"].AsObject(), item =>
        {
            (string entry, JsonNode expected) = item;
            JsonNode actual = Recorded.Try(() => entry switch
            {
                "log" => Life().ToArray(),
                "cursorSet0" => SetOf(_data, 0),
                "cursorSet1" => SetOf(_data, 1),
                "cursorSet4" => SetOf(_data, 4),
                "cachedSet2" => SetOf(_ml.Data.Cache(_data), 2),
                "noColumns" => Count(_data, []),
                "foreignColumn" => Count(_data, [copied.Schema["Z"]]),
                "rowCounts" => new
                {
                    array = _data.GetRowCount(),
                    transformed = copied.GetRowCount(),
                    filtered = _ml.Data.FilterRowsByMissingValues(_data, "V").GetRowCount(),
                    key = _ml.Transforms.Conversion.MapValueToKey("S").Fit(_data).Transform(_data).GetRowCount(),
                },
                "preview" => Preview(_data.Preview(2)),
                "getColumn" => _data.GetColumn<string>("S").ToArray(),
                "getColumnMemory" => _data.GetColumn<ReadOnlyMemory<char>>(_data.Schema["S"]).ToArray(),
                "getColumnWrong" => _data.GetColumn<float>("Id"),
                "getColumnMissing" => _data.GetColumn<float>("Nope"),
                "getColumnArray" => _data.GetColumn<float[]>("V").ToArray(),
                "lazy" => Lazy(),
                _ => throw GoldenCases.Unknown($"output {entry}"),
            });
            Recorded.AreEqual(expected, actual, entry);
        });
    }

    private IEnumerable<object> Life()
    {
        DataViewSchema.Column id = _data.Schema["Id"];
        DataViewSchema.Column s = _data.Schema["S"];
        using DataViewRowCursor all = _data.GetRowCursor(_data.Schema);
        using DataViewRowCursor cursor = _data.GetRowCursor([id]);
        yield return new { before = new { cursor.Position, cursor.Batch } };
        yield return new { activeId = cursor.IsColumnActive(id), activeS = cursor.IsColumnActive(s) };
        yield return new { getterInactive = Recorded.Try(() => cursor.GetGetter<ReadOnlyMemory<char>>(s)) };
        yield return new { getterWrongType = Recorded.Try(() => cursor.GetGetter<float>(id)) };
        yield return new { getterStringForText = Recorded.Try(() => all.GetGetter<string>(s)) };
        ValueGetter<int> getId = cursor.GetGetter<int>(id);
        ValueGetter<DataViewRowId> getRowId = cursor.GetIdGetter();
        int value = 0;
        DataViewRowId rowId = default;
        object Read()
        {
            getId(ref value);
            return value;
        }

        object ReadRowId()
        {
            getRowId(ref rowId);
            return rowId.ToString();
        }

        yield return new { readBeforeMove = Recorded.Try(Read) };
        yield return new { idBeforeMove = Recorded.Try(ReadRowId) };
        while (cursor.MoveNext())
        {
            yield return new { cursor.Position, value = Read(), rowId = ReadRowId() };
        }

        yield return new { afterEnd = new { cursor.Position, again = cursor.MoveNext() }, readAfterEnd = Recorded.Try(Read) };
        cursor.Dispose();
        yield return new { afterDispose = new { cursor.Position, move = cursor.MoveNext() } };
    }

    private object Lazy()
    {
        int calls = 0;
        IDataView view = _ml.Transforms.CustomMapping<MixedRow, Output>(
            (_, output) =>
            {
                calls++;
                output.Y = 1;
            },
            contractName: null).Fit(_data).Transform(_data);
        int afterTransform = calls;
        Count(view, [view.Schema["Id"]]);
        int afterReadingOtherColumn = calls;
        _ = view.GetColumn<int>("Y").Count();
        return new { afterTransform, afterReadingOtherColumn, afterReadingOutput = calls };
    }

    private static object Preview(DataDebuggerPreview preview) => new
    {
        rows = preview.RowView.Length,
        columns = preview.RowView[0].Values.Length,
        first = preview.RowView[0].Values.Select(v => $"{v.Key}={(v.Value is VBuffer<float> vector ? string.Join('|', vector.DenseValues()) : v.Value)}"),
        text = preview.ToString(),
    };

    private static int SetOf(IDataView view, int count)
    {
        DataViewRowCursor[] cursors = view.GetRowCursorSet(view.Schema, count);
        Array.ForEach(cursors, c => c.Dispose());
        return cursors.Length;
    }

    private static int Count(IDataView view, IEnumerable<DataViewSchema.Column> columns)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(columns);
        int count = 0;
        while (cursor.MoveNext())
        {
            count++;
        }

        return count;
    }

    private sealed class Output
    {
        public int Y { get; set; }
    }
}
