using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.Portable.MicrosoftML.Tests;

[TestClass]
public sealed class TextLoaderTests
{
    private readonly TextFiles _files = new();

    private DataOperationsCatalog Data => _files.Context.Data;

    [TestCleanup]
    public void CleanUp() => _files.Dispose();

    [TestMethod]
    public void TakesOpenRangesFromASample()
    {
        IDataView view = _files.Load("a,1,2,3\nb,4,5,6\n", "V: Single 1-*, A: String 0");
        Assert.AreEqual("Vector<Single, 3>", view.Schema[0].Type.ToString());
        CollectionAssert.AreEqual(new[] { "1 2 3|a", "4 5 6|b" }, ViewText.Rows(view).Select(TextFiles.Line).ToArray());
        Assert.AreEqual("Vector<Single, 2>", _files.Load("a,1,2,3\n", "V: Single 1-*", "separator , InputSize 3").Schema[0].Type.ToString());
        Fails("Source", () => _files.Load("a,1\nb,2,3\n", "V: Single 1-*"));
        Fails("Source", () => Data.CreateTextLoader(TextFiles.Columns("V: Single 1-*")));
    }

    [TestMethod]
    public void ReadsRangesInTheirOrder()
    {
        CollectionAssert.AreEqual(new[] { "3 0 1" }, _files.Read("0,1,2,3\n", "V: Single ranges [3],[0-1]"));
        TextLoader.Range open = new() { Min = 1, VariableEnd = true };
        IDataView variable = Data.LoadFromTextFile(_files.Write("a,1,2\nb,4\nc\n"), [new TextLoader.Column("V", DataKind.Single, [open])], ',');
        Assert.AreEqual("Vector<Single>", variable.Schema[0].Type.ToString());
        CollectionAssert.AreEqual(new[] { "1 2", "4", "" }, ViewText.Rows(variable).Select(TextFiles.Line).ToArray());
        TextLoader.Range one = new(1) { ForceVector = true };
        Assert.AreEqual("Vector<Single, 1>", Data.LoadFromTextFile(_files.Write("a,1\n"), [new TextLoader.Column { Name = "V", Source = [one] }], ',').Schema[0].Type.ToString());
        TextLoader.Range auto = new() { Min = 1, Max = 2, AutoEnd = true };
        Assert.AreEqual("Vector<Single, 2>", Data.LoadFromTextFile(_files.Write("a,1\n"), [new TextLoader.Column { Name = "V", Source = [auto] }], ',').Schema[0].Type.ToString());
    }

    [TestMethod]
    public void WithoutColumnsTheFirstFieldIsTheLabel()
    {
        IDataView view = Data.LoadFromTextFile(_files.Write("1\t2\t3\n"));
        Assert.AreEqual("Label Single, Features Vector<Single, 2>", string.Join(", ", view.Schema.Select(c => $"{c.Name} {c.Type}")));
    }

    [TestMethod]
    public void OnlyALoaderWithASampleKnowsSlotNames()
    {
        string path = _files.Write(" h1 ,\"h,2\",\n1,2,3\n");
        TextLoader.Options options = TextFiles.Options("V: Single 0-2", "separator , HasHeader AllowQuoting");
        static bool Named(IDataView view) => view.Schema[0].Annotations.Schema.GetColumnOrNull("SlotNames") is not null;
        IDataView view = Data.LoadFromTextFile(path, options);
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema[0].GetSlotNames(ref names);
        Assert.AreEqual("h1|h,2|", string.Join('|', names.DenseValues()));
        Assert.IsFalse(Named(Data.LoadFromTextFile(path, options.Columns, ',', hasHeader: true, allowQuoting: true)));
        Assert.IsFalse(Named(Data.CreateTextLoader(options).Load(path)));
        Assert.IsTrue(Named(Data.CreateTextLoader(options, new MultiFileSource(path)).Load(path)));
        Assert.IsTrue(Named(Data.CreateTextLoader(options.Columns, ',', true, new MultiFileSource(path), allowQuoting: true).Load(path)));
        Assert.IsTrue(Named(Data.CreateTextLoader<Pixels>(',', true, new MultiFileSource(path)).Load(path)));
    }

    [TestMethod]
    public void LoadsTypedRows()
    {
        string path = _files.Write("1,2,3,4\n0,1,7,8\n");
        IDataView view = Data.LoadFromTextFile<Indexed>(path, ',');
        Assert.AreEqual(
            "V Vector<Single, 2>, K Key<UInt32, 0-4>, Ss Vector<String, 2>, Ren String, Based Single, D Double",
            string.Join(", ", view.Schema.Select(c => $"{c.Name} {c.Type}")));
        CollectionAssert.AreEqual(new[] { "3 1|3|1 2|2|4|2", "7 0|2|0 1|1|8|1" }, ViewText.Rows(view).Select(TextFiles.Line).ToArray());
        IDataView other = Data.LoadFromTextFile<Pixels>(path, new TextLoader.Options { Separators = [','], Columns = TextFiles.Columns("Z: Single 0") });
        Assert.AreEqual("V", other.Schema.Single().Name);
        Assert.AreEqual("V", Data.CreateTextLoader<Pixels>(',').GetOutputSchema().Single().Name);
        Assert.ThrowsExactly<InvalidOperationException>(() => Data.LoadFromTextFile<Wrong<decimal>>(path));
        Assert.ThrowsExactly<InvalidOperationException>(() => Data.LoadFromTextFile<Wrong<int?>>(path));
        Assert.ThrowsExactly<InvalidOperationException>(() => Data.LoadFromTextFile<Wrong<DayOfWeek>>(path));
        Assert.ThrowsExactly<InvalidOperationException>(() => Data.LoadFromTextFile<Wrong<VBuffer<float>>>(path));
        Fails("TInput", () => Data.LoadFromTextFile<TextLoaderTests>(path));
    }

    [TestMethod]
    public void ReadsSeveralFilesInOrder()
    {
        string one = _files.Write("h1,h2\na,1\nb,2\n", "t1.csv");
        string two = _files.Write("H1,H2\nc,3\n", "t2.csv");
        TextLoader loader = Data.CreateTextLoader(TextFiles.Options("A: String 0", "separator , HasHeader"));
        string[] all = ["a", "b", "c"];
        string[] Rows(IDataView view) => [.. ViewText.Rows(view).Select(TextFiles.Line)];
        CollectionAssert.AreEqual(all, Rows(loader.Load(new MultiFileSource(one, two))));
        CollectionAssert.AreEqual(all, Rows(loader.Load(one, Path.Combine(_files.Folder, "missing.csv"), two)));
        CollectionAssert.AreEqual(all, Rows(Data.LoadFromTextFile($"{one}+{two}", TextFiles.Options("A: String 0", "separator , HasHeader"))));
        Assert.IsEmpty(Rows(loader.Load(new MultiFileSource())));
        var source = new MultiFileSource(Path.Combine(_files.Folder, "t?.csv"));
        Assert.AreEqual(2, source.Count);
        Assert.AreEqual(one, source.GetPathOrNull(0));
        using TextReader reader = source.OpenTextReader(1);
        Assert.AreEqual("H1,H2", reader.ReadLine());
        using Stream stream = source.Open(1);
        Assert.AreEqual(new FileInfo(two).Length, stream.Length);
        Fails("index", () => source.GetPathOrNull(2));
    }

    [TestMethod]
    public void StreamsItsSource()
    {
        var source = new EndlessSource();
        IDataLoader<IMultiStreamSource> loader = Data.CreateTextLoader(TextFiles.Options("A: Int32 0, B: Single 1-3", "separator ,"));
        IDataView view = loader.Load(source);
        Assert.AreEqual(2, loader.GetOutputSchema().Count);
        Assert.AreEqual(0, source.Opened);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["B"]]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(view.Schema["B"]);
        VBuffer<float> value = default;
        for (int i = 0; i < 1000; i++)
        {
            Assert.IsTrue(cursor.MoveNext());
            getter(ref value);
        }

        Assert.AreEqual(999, cursor.Position);
        Assert.AreEqual(2.5f, value.GetItemOrDefault(1));
        Assert.AreEqual(1, source.Opened);
        Assert.AreEqual(1, view.GetRowCursorSet(view.Schema, 1).Length);
    }

    [TestMethod]
    public void ACursorFollowsTheRules()
    {
        IDataView view = _files.Load("a,1\nb,2\nc,x\n", "A: String 0, I: Int32 1");
        using (DataViewRowCursor cursor = view.GetRowCursor([view.Schema[0]]))
        {
            Assert.IsTrue(cursor.IsColumnActive(view.Schema[0]));
            Assert.IsFalse(cursor.IsColumnActive(view.Schema[1]));
            Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<int>(view.Schema[1]));
            Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<int>(view.Schema[0]));
            ValueGetter<ReadOnlyMemory<char>> getter = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema[0]);
            ReadOnlyMemory<char> text = default;
            Assert.ThrowsExactly<InvalidOperationException>(() => getter(ref text));
            List<ReadOnlyMemory<char>> kept = [];
            while (cursor.MoveNext())
            {
                getter(ref text);
                kept.Add(text);
            }

            Assert.AreEqual("a b c", string.Join(' ', kept));
            Assert.ThrowsExactly<InvalidOperationException>(() => getter(ref text));
            Assert.IsFalse(cursor.MoveNext());
        }

        using (DataViewRowCursor cursor = view.GetRowCursor(view.Schema))
        {
            FormatException error = Assert.ThrowsExactly<FormatException>(() =>
            {
                while (cursor.MoveNext())
                {
                }
            });
            StringAssert.Contains(error.Message, "Could not parse value x in line 3, column I");
            Assert.IsFalse(cursor.MoveNext());
        }

        IDataView unthreaded = _files.Load("x\n", "I: Int32 0", "separator , UseThreads false");
        Assert.ThrowsExactly<InvalidOperationException>(() => ViewText.Rows(unthreaded));
    }

    [TestMethod]
    public void RefusesWrongOptions()
    {
        string path = _files.Write("a,1\n");
        IDataView Load(string variant) => Data.LoadFromTextFile(path, TextFiles.Options("A: String 0", variant));
        Fails("Separator", () => Load("separator \""));
        Fails("Separator", () => Load("separator 1"));
        Fails("EscapeChar", () => Load("separator , AllowQuoting EscapeChar ,"));
        Fails("DecimalMarker", () => Load("separator , DecimalMarker ;"));
        Fails("AllowQuoting", () => Load("separator , DecimalMarker ,"));
        Fails("MaxRows", () => Load("separator , MaxRows -1"));
        IDataView Column(TextLoader.Column column) => Data.LoadFromTextFile(path, [column], ',');
        Fails("Name", () => Column(new("", DataKind.Single, 0)));
        Fails("Source", () => Column(new("A", DataKind.Single, [])));
        Fails("Source", () => Column(new("A", DataKind.Single, [new(0, 1), new(1, 2)])));
        Fails("Type", () => Column(new("A", (DataKind)99, 0)));
        Fails("Type", () => Column(new("A", DataKind.Int32, [new(0)], new KeyCount(5))));
        Fails("count", () => Column(new("A", DataKind.Byte, [new(0)], new KeyCount(300))));
        Fails("max", () => Column(new("A", DataKind.Single, 3, 1)));
        Fails("Min", () => Column(new("A", DataKind.Single, [new() { Min = -1 }])));
        Fails("Max", () => Column(new("A", DataKind.Single, [new() { Min = 2, Max = 1 }])));
        Assert.ThrowsExactly<ArgumentNullException>(() => new TextLoader.Column(null, DataKind.Single, 0));
        Assert.ThrowsExactly<ArgumentNullException>(() => new TextLoader.Column("A", DataKind.Single, null));
        Fails("path", () => Data.LoadFromTextFile(_files.Folder, TextFiles.Options("A: String 0", "tab")));
    }

    [TestMethod]
    public void AFileThatVanishesFailsWhenItIsRead()
    {
        string path = _files.Write("a\n");
        IDataView view = Data.LoadFromTextFile(path, TextFiles.Columns("A: String 0"));
        File.Delete(path);
        Assert.ThrowsExactly<FormatException>(() => ViewText.Rows(view));
    }

    private static void Fails(string parameter, Func<object> action) =>
        Assert.AreEqual(parameter, Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => action()).ParamName);

    public class Base
    {
        [LoadColumn(3)]
        public float Based;
    }

    public class Indexed : Base
    {
        public const int Constant = 1;
        public static readonly int Shared = 1;

        [LoadColumn([2, 0])]
        public float[] V;

        [LoadColumn(1), KeyType(5)]
        public uint K;

        [LoadColumn(0, 1)]
        public string[] Ss;

        [LoadColumn(1), ColumnName("Ren")]
        public ReadOnlyMemory<char> M;

        [LoadColumn(1)]
        public double D { get; set; }
    }

    public class Pixels
    {
        [LoadColumn(0, 2)]
        public float[] V;
    }

    public class Wrong<T>
    {
        [LoadColumn(0)]
        public T Member;
    }

    /// <summary>One file without an end.</summary>
    private sealed class EndlessSource : IMultiStreamSource
    {
        public int Opened { get; private set; }

        public int Count => 1;

        public string GetPathOrNull(int index) => null;

        public Stream Open(int index) => throw new NotSupportedException();

        public TextReader OpenTextReader(int index)
        {
            Opened++;
            return new EndlessReader();
        }

        private sealed class EndlessReader : TextReader
        {
            private const string Row = "7,1,2.5,3\n";
            private int _at;

            public override int Peek() => Row[_at % Row.Length];

            public override int Read() => Row[_at++ % Row.Length];
        }
    }
}
