using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.Portable.MicrosoftML.Tests;

[TestClass]
public sealed class RowObjectTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void EveryKindOfMemberComesBack()
    {
        Everything row = new()
        {
            Flag = true,
            Word = "word",
            Text = "text".AsMemory(),
            Words = ["a", null, "c"],
            Array = [1, 2, 3],
            Vector = new VBuffer<double>(4, 1, [5], [2]),
            When = new DateTime(2020, 1, 2),
            Key = 2,
            Keys = [0, 1, 3],
        };
        Everything back = _ml.Data.CreateEnumerable<Everything>(_ml.Data.LoadFromEnumerable([row]), reuseRowObject: false).Single();
        Assert.IsTrue(back.Flag);
        Assert.AreEqual("word", back.Word);
        Assert.AreEqual("text", back.Text.ToString());
        Assert.AreSequenceEqual(new[] { "a", "", "c" }, back.Words);
        Assert.AreSequenceEqual(row.Array, back.Array);
        Assert.AreNotSame(row.Array, back.Array);
        Assert.AreSequenceEqual(row.Vector.DenseValues().ToArray(), back.Vector.DenseValues().ToArray());
        Assert.AreEqual(row.When, back.When);
        Assert.AreEqual(3u, back.Key, "A key counts from one in the data.");
        Assert.AreSequenceEqual(row.Keys, back.Keys, "The keys of a vector pass as they are.");
    }

    [TestMethod]
    public void ADefinitionChangesNamesTypesAndAnnotations()
    {
        var definition = SchemaDefinition.Create(typeof(Plain));
        definition["Values"].ColumnName = "Features";
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        definition["Features"].AddAnnotation("SlotNames", new VBuffer<ReadOnlyMemory<char>>(2, ["a".AsMemory(), "b".AsMemory()]), new VectorDataViewType(TextDataViewType.Instance, 2));
        DataViewSchema.Column column = _ml.Data.LoadFromEnumerable([new Plain { Values = [1, 2] }], definition).Schema["Features"];
        Assert.AreEqual("Vector<Single, 2>", column.Type.ToString());
        Assert.IsTrue(column.HasSlotNames());
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        Assert.AreSequenceEqual(new[] { "a", "b" }, names.DenseValues().Select(n => n.ToString()));
        Assert.IsNull(definition["Nope"]);
        Assert.AreEqual("Features: Vector<Single, 2> {SlotNames}", column.ToString());
    }

    [TestMethod]
    public void ADefinitionThatDoesNotFitIsRefused()
    {
        Assert.Contains("is supposed to be scalar", Refused(NumberDataViewType.Single));
        Assert.Contains("is supposed to have item type System.Double, but associated field has type System.Single", Refused(new VectorDataViewType(NumberDataViewType.Double)));
    }

    [TestMethod]
    public void ASchemaGivesTheTypes()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Values", new VectorDataViewType(NumberDataViewType.Single, 2));
        Assert.AreEqual("Vector<Single, 2>", _ml.Data.LoadFromEnumerable(new[] { new Plain() }, builder.ToSchema()).Schema["Values"].Type.ToString());
        builder.AddColumn("Nope", NumberDataViewType.Single);
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Data.LoadFromEnumerable(new[] { new Plain() }, builder.ToSchema()));
    }

    [TestMethod]
    public void ReadingCopiesIntoTheBufferOfTheCaller()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Enumerable.Repeat(new Plain { Values = new float[784] }, 2000));
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(data.Schema["Values"]);
        VBuffer<float> values = default;
        cursor.MoveNext();
        getter(ref values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (cursor.MoveNext())
        {
            getter(ref values);
        }

        Assert.IsLessThan(1_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private string Refused(DataViewType type)
    {
        var definition = SchemaDefinition.Create(typeof(Plain));
        definition["Values"].ColumnType = type;
        return Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable([new Plain()], definition)).Message;
    }

    private sealed class Plain
    {
        public float[] Values { get; set; }
    }

    private sealed class Everything
    {
        public bool Flag { get; set; }
        public string Word { get; set; }
        public ReadOnlyMemory<char> Text { get; set; }
        public string[] Words { get; set; }
        public int[] Array { get; set; }
        public VBuffer<double> Vector { get; set; }
        public DateTime When { get; set; }
        [KeyType(4)]
        public uint Key { get; set; }
        [KeyType(4)]
        public byte[] Keys { get; set; }
    }
}
