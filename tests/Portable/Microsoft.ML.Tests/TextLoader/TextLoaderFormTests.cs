using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>How lines become fields and fields values; the expectations are what ML.NET 5.0.1 answers.</summary>
[TestClass]
public sealed class TextLoaderFormTests
{
    private const string Quoting = "separator , AllowQuoting";
    private const string Escaping = "separator , AllowQuoting EscapeChar \\";
    private const string Multiline = "separator , AllowQuoting ReadMultilines";
    private readonly TextFiles _files = new();

    [TestCleanup]
    public void CleanUp() => _files.Dispose();

    [TestMethod]
    [DataRow(" \"a b\" ,x,y", Quoting, "a b x y")]
    [DataRow("\"a\"\"b\",x,y", Quoting, "a\"b x y")]
    [DataRow("\"\"\"\",x,y", Quoting, "\" x y")]
    [DataRow("\"a\"b\"c,x,y", Quoting, " x y")]
    [DataRow("\"a,b\"x,c,d", Quoting, " c d")]
    [DataRow("\"a\"\t,x,y", Quoting, " x y")]
    [DataRow("a\"b\"c,x,y", Quoting, "a\"b\"c x y")]
    [DataRow("x,\"open,y", Quoting, "x  ")]
    [DataRow("\"a\\\"b\",x,y", Quoting, " x y")]
    [DataRow("\"a\\\"b\",x,y", Escaping, "a\"b x y")]
    [DataRow("\"a\\\\\",x,y", Escaping, "a\\\\ x y")]
    [DataRow("\"a\\nb\",x,y", Escaping, "a\\nb x y")]
    [DataRow("\"a\"\"b\",x,y", Escaping, " x y")]
    [DataRow("a\\,b,x,y", Escaping, "a\\ b x")]
    [DataRow("/x,a,b", "separator ,", "/x a b")]
    [DataRow("x,\tt\t,z", "separator ,", "x \tt\t z")]
    [DataRow("a ,b ,c ", "separator , TrimWhitespace", "a  b  c")]
    [DataRow("1 2  3", "separator space", "1 2 ")]
    [DataRow(" \"q q\" r", "separator space AllowQuoting", " q q r")]
    public void CutsALine(string line, string variant, string expected) =>
        CollectionAssert.AreEqual(new[] { expected }, _files.Read(line + "\n", "A: String 0-2", variant));

    [TestMethod]
    [DataRow("\"a\n\nb\",1\nx,2\n", "a\n\nb|1;x|2")]
    [DataRow("\"a\r\nb\r\n\",1\nx,2\n", "a\nb\n|1;x|2")]
    [DataRow("\"a\"\"\nb\",1\nz,2\n", "a\"\nb|1;z|2")]
    [DataRow("\"a\nb\"c,1\nz,2\n", "|1;z|2")]
    [DataRow("\"a\n//b\",1\n//c\nz,2", "a\n//b|1;z|2")]
    [DataRow("a\"b,1\nz,2\n", "a\"b|1;z|2")]
    public void JoinsQuotedLines(string text, string expected) =>
        Assert.AreEqual(expected, string.Join(';', _files.Read(text, "A: String 0, B: String 1", Multiline)));

    [TestMethod]
    public void AnOpenQuoteAtTheEndOfAMultilineFileFails()
    {
        IDataView view = _files.Load("x,\"open\ny,2\n", "A: String 0", Multiline);
        Assert.ThrowsExactly<FormatException>(() => ViewText.Rows(view));
    }

    [TestMethod]
    [DataRow("5,0:1,3:2", "1 0 0 2 0")]
    [DataRow("1,2,3", "1 2 3 0 0")]
    [DataRow("7,4,0:1,3:2", "7 1 0 0 2")]
    [DataRow("5,3:2,0:1", "0 0 0 2 0")]
    [DataRow("5,1:2,7", "0 2 0 0 0")]
    [DataRow("5,1:2,9:3", "0 2 0 0 0")]
    [DataRow("5,-1:2", "5 NaN 0 0 0")]
    [DataRow("0:1,1:2", "0 0 0 0 0")]
    [DataRow(" 5, 0: 1,", "1 0 0 0 0")]
    public void ReadsSparseLines(string line, string expected) =>
        CollectionAssert.AreEqual(new[] { expected }, _files.Read(line + "\n", "V: Single 0-4", "separator , AllowSparse"));

    [TestMethod]
    [DataRow("1,2,3,,", false, 3)]
    [DataRow("1,2", true, 2)]
    [DataRow(",,,,0", true, 1)]
    public void GivesAVectorOutSparseWhenHalfOfItIsEmpty(string line, bool sparse, int stored)
    {
        IDataView view = _files.Load(line + "\n", "V: Single 0-4");
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(view.Schema[0]);
        Assert.IsTrue(cursor.MoveNext());
        VBuffer<float> value = default;
        getter(ref value);
        Assert.AreEqual(!sparse, value.IsDense);
        Assert.AreEqual(sparse ? stored : 5, value.GetValues().Length);
    }

    [TestMethod]
    [DataRow("1e-5", "1E-05")]
    [DataRow("-.5", "-0.5")]
    [DataRow("5.", "5")]
    [DataRow(".", "NaN")]
    [DataRow("1e", "NaN")]
    [DataRow("1e 5", "NaN")]
    [DataRow("+-1", "NaN")]
    [DataRow("1.5.2", "NaN")]
    [DataRow("infinity", "NaN")]
    [DataRow("-Infinity", "-Infinity")]
    [DataRow("+Infinity", "NaN")]
    [DataRow("-∞", "-Infinity")]
    [DataRow("3.4028236e38", "Infinity")]
    [DataRow("1e99999999999", "Infinity")]
    [DataRow("1e-99999999999", "0")]
    [DataRow("16777217", "16777216")]
    [DataRow("123456789012345678901234567890", "1.2345679E+29")]
    [DataRow("00012", "12")]
    [DataRow("\t7", "7")]
    [DataRow("-0", "-0")]
    public void ReadsReals(string token, string expected) => CollectionAssert.AreEqual(new[] { expected }, _files.Read($"x,{token}\n", "V: Single 1"));

    [TestMethod]
    public void RealsAreRoundedCorrectly()
    {
        var random = new Random(5);
        string[] tokens =
        [
            .. Enumerable.Range(0, 4000).Select(i => (i % 4) switch
            {
                0 => $"{random.NextDouble() * Math.Pow(10, random.Next(-8, 9)):R}",
                1 => $"{(float)(random.NextDouble() * Math.Pow(10, random.Next(-40, 38))):R}",
                2 => $"{random.Next(100000) / 1000.0:F4}",
                _ => $"{random.Next(1 << 26)}.{random.Next(100)}",
            }),
        ];
        string[] expected = [.. tokens.Select(t => TextFiles.Line([float.Parse(t)]))];
        CollectionAssert.AreEqual(expected, _files.Read(string.Join('\n', tokens), "V: Single 0"));
    }

    [TestMethod]
    [DataRow("1,5;2.5;1,5e2", "1.5 NaN 150")]
    public void ReadsADecimalComma(string line, string expected) =>
        CollectionAssert.AreEqual(new[] { expected }, _files.Read(line, "V: Double 0-2", "separator ; DecimalMarker ,"));

    [TestMethod]
    [DataRow("SByte", "-128", "-128")]
    [DataRow("SByte", "128", null)]
    [DataRow("Int16", "-32769", null)]
    [DataRow("UInt16", "65535", "65535")]
    [DataRow("UInt32", "-0", null)]
    [DataRow("Int64", "-9223372036854775808", "-9223372036854775808")]
    [DataRow("UInt64", "18446744073709551615", "18446744073709551615")]
    [DataRow("UInt64", "18446744073709551616", null)]
    [DataRow("Int32", "7 ", null)]
    [DataRow("Int32", "00012", "12")]
    [DataRow("Boolean", "t", "True")]
    [DataRow("Boolean", "N", "False")]
    [DataRow("Boolean", "+1", "True")]
    [DataRow("Boolean", "on", null)]
    [DataRow("TimeSpan", "1.02:03:04.5", "1.02:03:04.5000000")]
    [DataRow("TimeSpan", "x", null)]
    [DataRow("DateTimeOffset", "2020-01-02T03:04:05+02:00", "2020-01-02T03:04:05.0000000+02:00")]
    [DataRow("DateTime", "2020-01-02T03:04:05+02:00", "2020-01-02T01:04:05.0000000Z")]
    [DataRow("DateTime", "2020-13-01", null)]
    public void ReadsOtherKinds(string kind, string token, string expected)
    {
        if (expected is null)
        {
            Assert.IsInstanceOfType<InvalidOperationException>(Assert.ThrowsExactly<FormatException>(() => _files.Read($"x;{token}\n", $"V: {kind} 1", "separator ;")).InnerException);
        }
        else
        {
            CollectionAssert.AreEqual(new[] { expected }, _files.Read($"x;{token}\n", $"V: {kind} 1", "separator ;"));
        }
    }

    [TestMethod]
    public void ReadsKeysOfEverySize()
    {
        const string Text = "0,4\n5,\nabc,1\n254,+1\n";
        foreach (string kind in new[] { "Byte", "UInt16", "UInt32", "UInt64" })
        {
            CollectionAssert.AreEqual(new[] { "1|1 5", "0|0 0", "0|0 2", "0|0 0" }, _files.Read(Text, $"K: {kind} 0 with KeyCount(5), V: {kind} 0-1 with KeyCount(5)"), kind);
        }

        TextLoader.Column column = new() { Name = "K", DataKind = DataKind.Byte, Source = [new TextLoader.Range(0)], KeyCount = new KeyCount { Count = 7 } };
        Assert.AreEqual("Key<Byte, 0-6>", _files.Context.Data.LoadFromTextFile(_files.Write(Text), [column], ',').Schema[0].Type.ToString());
        IDataView all = _files.Context.Data.LoadFromTextFile(_files.Write(Text), [new TextLoader.Column("K", DataKind.Byte, [new TextLoader.Range(0)], new KeyCount())], ',');
        Assert.AreEqual("Key<Byte, 0-254>", all.Schema[0].Type.ToString());
        CollectionAssert.AreEqual(new[] { "1", "6", "0", "255" }, ViewText.Rows(all).Select(TextFiles.Line).ToArray());
    }

    [TestMethod]
    public void ColumnsHaveTheTypeOfTheirKind()
    {
        DataViewType[] expected = [TextDataViewType.Instance, BooleanDataViewType.Instance, TimeSpanDataViewType.Instance, DateTimeDataViewType.Instance, DateTimeOffsetDataViewType.Instance];
        DataViewSchema schema = _files.Load("", "S: String 0, B: Boolean 0, T: TimeSpan 0, D: DateTime 0, O: DateTimeOffset 0").Schema;
        CollectionAssert.AreEqual(expected, schema.Select(c => c.Type).ToArray());
    }

    [TestMethod]
    public void MissingRealsCanBeNaN() =>
        CollectionAssert.AreEqual(new[] { "NaN NaN NaN|NaN|0", "1 NaN NaN|NaN|0" }, _files.Read(",,x\n1\n", "V: Single 0-2, D: Double 1, I: Int32 1", "separator , MissingRealsAsNaNs"));

    [TestMethod]
    public void SkipsEmptyLinesCommentsAndALeadingDescription()
    {
        CollectionAssert.AreEqual(new[] { "a", "#y", "b" }, _files.Read("#@ x\n\n//c\na\r\n\r\n#y\r//d\nb", "A: String 0"));
        CollectionAssert.AreEqual(new[] { "a", "b" }, _files.Read("//c\n\nh\n\na\nb\nc\n", "A: String 0", "separator , HasHeader MaxRows 2"));
        Assert.IsEmpty(_files.Read("a\n", "A: String 0", "separator , MaxRows 0"));
    }
}
