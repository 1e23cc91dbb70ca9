using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.Portable.MicrosoftML.Tests;

[TestClass]
public sealed class RowViewTests
{
    private readonly MLContext _ml = new(1);
    private readonly NumberedRow[] _rows = NumberedRows.Parse("Id = 0..11");
    private IDataView _data;

    [TestInitialize]
    public void Load() => _data = _ml.Data.LoadFromEnumerable(_rows);

    [TestMethod]
    public void AShuffleAlsoShufflesASourceThatCan()
    {
        IDataView cache = _ml.Data.Cache(_data);
        Assert.AreSequenceEqual(new[] { 4, 6, 7, 11, 2, 9, 1, 10, 3, 5, 8, 0 }, _ml.Data.ShuffleRows(cache, 1, shufflePoolSize: 1).Ids());
        Assert.AreSequenceEqual(new[] { 5, 2, 6, 4, 7, 1, 10, 11, 0, 8, 9, 3 }, _ml.Data.ShuffleRows(cache, 1).Ids());
        Assert.AreSequenceEqual(new[] { 11, 2, 10, 7, 1, 5, 3, 9, 0, 8, 6, 4 }, _ml.Data.ShuffleRows(_ml.Data.ShuffleRows(_data, 0), 1, shufflePoolSize: 1).Ids());
    }

    [TestMethod]
    public void AShuffledRowKeepsItsIdAndValues()
    {
        using DataViewRowCursor cursor = _ml.Data.ShuffleRows(_data, 1, shufflePoolSize: 3).GetRowCursor(_data.Schema);
        ValueGetter<DataViewRowId> getRowId = cursor.GetIdGetter();
        ValueGetter<int> getId = cursor.GetGetter<int>(cursor.Schema["Id"]);
        ValueGetter<ReadOnlyMemory<char>> getGroup = cursor.GetGetter<ReadOnlyMemory<char>>(cursor.Schema["G"]);
        DataViewRowId rowId = default;
        int id = 0;
        ReadOnlyMemory<char> group = default;
        for (long position = 0; cursor.MoveNext(); position++)
        {
            getRowId(ref rowId);
            getId(ref id);
            getGroup(ref group);
            Assert.AreEqual(position, cursor.Position);
            Assert.AreEqual((ulong)id, rowId.Low);
            Assert.AreEqual(_rows[id].G, group.ToString());
        }
    }

    [TestMethod]
    public void OnlyAsManyRowsAreReadAsAreTaken()
    {
        int read = 0;
        IDataView lazy = _ml.Data.LoadFromEnumerable(_rows.Select(r =>
        {
            read++;
            return r;
        }));
        _ = _ml.Data.TakeRows(_ml.Data.FilterRowsByMissingValues(lazy, "X"), 2).Ids();
        Assert.AreEqual(2, read);
    }

    [TestMethod]
    public void ACacheReadsItsSourceOncePerColumn()
    {
        int read = 0;
        IDataView cache = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(_rows.Select(r =>
        {
            read++;
            return r;
        })));
        _ = cache.Ids();
        _ = cache.Ids();
        Assert.AreEqual(_rows.Length, read);
        _ = cache.GetColumn<string>("G").ToArray();
        Assert.AreEqual(2 * _rows.Length, read);
        Assert.AreEqual(_rows.Length, cache.GetRowCount());
    }

    [TestMethod]
    public void TheCursorsOfASetShareTheRows()
    {
        IDataView cache = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(NumberedRows.Parse("Id = 0..999")));
        DataViewRowCursor[] cursors = cache.GetRowCursorSet([cache.Schema["Id"]], 3);
        var ids = new List<int>();
        foreach (DataViewRowCursor cursor in cursors)
        {
            using (cursor)
            {
                ValueGetter<int> getter = cursor.GetGetter<int>(cursor.Schema["Id"]);
                int id = 0;
                while (cursor.MoveNext())
                {
                    getter(ref id);
                    ids.Add(id);
                }
            }
        }

        Assert.AreSequenceEqual(Enumerable.Range(0, 1000), ids.Order());
    }

    [TestMethod]
    public void WhatTheSourceThrowsIsKept()
    {
        IEnumerable<NumberedRow> Failing()
        {
            yield return _rows[0];
            throw new ArithmeticException("boom");
        }

        IDataView failing = _ml.Data.LoadFromEnumerable(Failing());
        Assert.ThrowsExactly<ArithmeticException>(() => failing.Ids());
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Data.Cache(failing).Ids());
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Data.ShuffleRows(failing, 1).Ids());
    }

    [TestMethod]
    public void AFilterKeepsTheLowerBoundAndNotTheUpper()
    {
        Assert.AreSequenceEqual(new[] { 2 }, _ml.Data.FilterRowsByColumn(_data, "X", 1, 1.5).Ids());
        NumberedRow[] infinite = [new() { X = float.PositiveInfinity }, new() { Id = 1, X = float.NegativeInfinity }];
        Assert.AreSequenceEqual(new[] { 1 }, _ml.Data.FilterRowsByColumn(_ml.Data.LoadFromEnumerable(infinite), "X").Ids());
    }
}
