using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.Portable.MicrosoftML.Tests.Transforms;

/// <summary>How an exception of a foreign view or row source arrives at the reader.</summary>
[TestClass]
public sealed class WorkerFailureTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Plain_without_a_computed_column_above()
    {
        Assert.ThrowsExactly<FormatException>(() => Read(Failing(), "X"));
        IDataView selected = Apply(_ml.Transforms.SelectColumns("X"));
        Assert.ThrowsExactly<FormatException>(() => Read(selected, "X"));
        IDataView copied = Apply(_ml.Transforms.CopyColumns("Z", "X"));
        Assert.ThrowsExactly<FormatException>(() => Read(copied, "X"));
        Assert.ThrowsExactly<FormatException>(() => Read(_ml.Data.TakeRows(Failing(), 2), "X"));
    }

    [TestMethod]
    public void Wrapped_below_a_computed_column()
    {
        foreach (IEstimator<ITransformer> step in new IEstimator<ITransformer>[]
        {
            _ml.Transforms.CopyColumns("Z", "X"),
            _ml.Transforms.Concatenate("Z", "X", "X"),
            _ml.Transforms.CopyColumns("Y", "X").Append(_ml.Transforms.CopyColumns("Z", "Y")),
            _ml.Transforms.CopyColumns("Z", "X").Append(_ml.Transforms.SelectColumns("Z")),
        })
        {
            IDataView view = Apply(step);
            foreach (IDataView read in new[] { view, _ml.Data.TakeRows(view, 2) })
            {
                AssertChain<FormatException>(2, () => Read(read, "Z"));
            }

            IDataView more = _ml.Transforms.CopyColumns("M", "Z").Fit(view).Transform(view);
            AssertChain<FormatException>(2, () => Read(more, "M"));
        }
    }

    [TestMethod]
    public void A_mapping_that_fails_is_wrapped_once()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new Row { X = 1 } });
        IDataView view = _ml.Transforms.CustomMapping<Row, Row>((_, _) => throw new FormatException("mine"), null).Fit(data).Transform(data);
        AssertChain<FormatException>(1, () => Read(view, "X"));
        IDataView more = _ml.Transforms.CopyColumns("Z", "X").Append(_ml.Transforms.SelectColumns("Z")).Append(_ml.Transforms.CopyColumns("Y", "Z")).Fit(view).Transform(view);
        AssertChain<FormatException>(1, () => Read(more, "Y"));
    }

    [TestMethod]
    public void A_row_source_that_throws_is_wrapped_below_a_computed_column()
    {
        IDataView source = _ml.Data.LoadFromEnumerable(Throwing());
        Assert.ThrowsExactly<FormatException>(() => Read(source, "X"));
        IDataView copied = _ml.Transforms.CopyColumns("Z", "X").Fit(source).Transform(source);
        AssertChain<FormatException>(2, () => Read(copied, "Z"));
    }

    /// <summary>So many reports of a worker around the exception itself.</summary>
    private static void AssertChain<T>(int reports, Action action)
        where T : Exception
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(action);
        int found = 0;
        for (; error is InvalidOperationException; error = error.InnerException)
        {
            found++;
        }

        Assert.IsInstanceOfType<T>(error);
        Assert.AreEqual(reports, found);
    }

    private static IEnumerable<Row> Throwing()
    {
        yield return new Row { X = 1 };
        throw new FormatException("mine");
    }

    private static void Read(IDataView view, string column)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);
        Func<object> read = Golden.Reader(cursor, view.Schema[column]);
        while (cursor.MoveNext())
        {
            read();
        }
    }

    private IDataView Failing() => new FailingView(_ml.Data.LoadFromEnumerable(new[] { new Row { X = 1 }, new Row { X = 2 } }));

    private IDataView Apply(IEstimator<ITransformer> step) => step.Fit(Failing()).Transform(Failing());

    public sealed class Row
    {
        public float X { get; set; }
    }

    private sealed class FailingView(IDataView input) : IDataView
    {
        public DataViewSchema Schema => input.Schema;
        public bool CanShuffle => false;
        public long? GetRowCount() => null;
        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) => new FailingCursor(input.GetRowCursor(columnsNeeded));
        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) => [GetRowCursor(columnsNeeded)];
    }

    private sealed class FailingCursor(DataViewRowCursor input) : DataViewRowCursor
    {
        public override long Position => input.Position;
        public override long Batch => input.Batch;
        public override DataViewSchema Schema => input.Schema;
        public override bool MoveNext() => input.MoveNext();
        public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);
        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();
        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => (ref TValue value) => throw new FormatException("mine");
        protected override void Dispose(bool disposing) => input.Dispose();
    }
}
