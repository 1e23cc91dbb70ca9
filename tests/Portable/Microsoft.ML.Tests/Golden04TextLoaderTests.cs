using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Testing;

namespace Muon.Portable.MicrosoftML.Tests;

[TestClass]
[TestCategory("Golden")]
public sealed class Golden04TextLoaderTests
{
    // What the recorded cases hold and our subset does not, or what they do not say how it was made.
    private static readonly Dictionary<string, string> Left = new(StringComparer.Ordinal)
    {
        ["saveAsText"] = "SaveAsText is outside of the subset",
        ["back"] = "the case does not say what was read back",
    };

    public static IEnumerable<object[]> Cases => GoldenCases.Of("mlnet", "04_");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void MatchesTheRecordedCase(string name)
    {
        JsonElement recorded = GoldenCases.Load("mlnet", name).Deserialize<JsonElement>();
        JsonElement input = recorded.GetProperty("input");
        JsonElement output = recorded.GetProperty("output");
        using var files = new TextFiles();
        if (input.TryGetProperty("variants", out _))
        {
            Variants(files, input, output);
        }
        else if (input.TryGetProperty("tokens", out _))
        {
            Tokens(files, output);
        }
        else if (input.TryGetProperty("classes", out _))
        {
            Classes(files, input.GetProperty("text").GetString(), output);
        }
        else if (!input.TryGetProperty("columns", out _) || !input.TryGetProperty("separator", out _))
        {
            throw GoldenCases.Unknown($"{name}: input of another shape");
        }
        else
        {
            FileErrors(files, input.GetProperty("columns").GetString(), $"separator {input.GetProperty("separator").GetString()}", output);
        }
    }

    private static void Variants(TextFiles files, JsonElement input, JsonElement output)
    {
        string path = files.Write(input.GetProperty("text").GetString());
        string columns = input.GetProperty("columns").GetString();
        GoldenCases.Each(output.EnumerateArray(), entry =>
        {
            string variant = entry.GetProperty("variant").GetString();
            JsonElement expected = entry.GetProperty("result");
            IDataView Load() => files.Context.Data.LoadFromTextFile(path, TextFiles.Options(columns, variant));
            if (ViewText.Throws(expected, () => ViewText.Rows(Load()), variant))
            {
                return;
            }

            IDataView view = Load();
            if (expected.GetProperty("schema").ValueKind == JsonValueKind.Array)
            {
                ViewText.AreEqual(expected.GetProperty("schema"), view.Schema, variant);
            }

            JsonElement rows = expected.GetProperty("rows");
            if (!ViewText.Throws(rows, () => ViewText.Rows(view), variant))
            {
                ViewText.AreEqual(rows, ViewText.Rows(view), variant);
            }
        });
    }

    private static void Tokens(TextFiles files, JsonElement output)
    {
        (string Name, string Column)[] kinds =
        [
            ("single", "K: Single 1"), ("int32", "K: Int32 1"), ("boolean", "K: Boolean 1"), ("dateTime", "K: DateTime 1"), ("dbl", "K: Double 1"), ("byt", "K: Byte 1"),
            ("key5", "K: UInt32 1 with KeyCount(5)"),
        ];
        GoldenCases.Each(output.EnumerateArray(), entry =>
        {
            string token = entry.GetProperty("token").GetString();
            CollectionAssert.IsSubsetOf(entry.EnumerateObject().Select(p => p.Name).Except(["token"]).ToArray(), kinds.Select(k => k.Name).ToArray());
            foreach ((string name, string column) in kinds.Where(k => entry.TryGetProperty(k.Name, out _)))
            {
                object actual;
                try
                {
                    actual = ViewText.Rows(files.Load($"x,{token}", column)).Single().Single();
                }
                catch (FormatException e)
                {
                    actual = $"{e.GetType()}: {e.Message} | inner {e.InnerException?.GetType()}";
                }

                ViewText.AreEqual(entry.GetProperty(name), actual, $"'{token}' as {name}");
            }
        });
    }

    private static void Classes(TextFiles files, string text, JsonElement output)
    {
        string path = files.Write(text);
        DataOperationsCatalog data = files.Context.Data;
        IDataView view = data.LoadFromTextFile<Ranged>(path, separatorChar: ',', hasHeader: true);
        GoldenCases.Each(output.EnumerateObject().Where(e => !Left.ContainsKey(e.Name)), entry =>
        {
            switch (entry.Name)
            {
                case "ranged":
                    ViewText.AreEqual(entry.Value.GetProperty("schema"), view.Schema, entry.Name);
                    ViewText.AreEqual(entry.Value.GetProperty("rows"), ViewText.Rows(view), entry.Name);
                    break;
                case "noAttributes":
                    Assert.IsTrue(ViewText.Throws(entry.Value, () => data.LoadFromTextFile<NoAttr>(path, ',', true), entry.Name));
                    break;
                case "halfAttributes":
                    Assert.IsTrue(ViewText.Throws(entry.Value, () => data.LoadFromTextFile<Half>(path, ',', true), entry.Name));
                    break;
                case "rowCount":
                    Assert.AreEqual(entry.Value.ValueKind == JsonValueKind.Null ? null : entry.Value.GetInt64(), view.GetRowCount());
                    break;
                case "canShuffle":
                    Assert.AreEqual(entry.Value.GetBoolean(), view.CanShuffle);
                    break;
                default:
                    throw GoldenCases.Unknown($"output {entry.Name}");
            }
        });
    }

    private static void FileErrors(TextFiles files, string columns, string variant, JsonElement output)
    {
        DataOperationsCatalog data = files.Context.Data;
        string separator = variant[^1..];
        IDataView Load(string path, string cols = null, string more = "") => data.LoadFromTextFile(path, TextFiles.Options(cols ?? columns, variant + more));
        IDataView Text(string text, string cols = null, string more = "") => Load(files.Write(text), cols, more);
        string one = $"a{separator}1\n";
        string two = $"b{separator}2\n";

        GoldenCases.Each(output.EnumerateObject().Where(e => !Left.ContainsKey(e.Name)), entry =>
        {
            Func<IDataView> load = entry.Name switch
            {
                "missing" => () => Load(Path.Combine(files.Folder, "missing.txt")),
                "missingDirectory" => () => Load(Path.Combine(files.Folder, "nodir", "x.txt")),
                "missingTyped" => () => data.LoadFromTextFile<Ranged>(Path.Combine(files.Folder, "missing.txt")),
                "nullPath" => () => Load(null),
                "emptyPath" => () => Load(""),
                "emptyFile" => () => Text(""),
                "emptyFileHeader" => () => Text("", more: " HasHeader"),
                "headerOnly" => () => Text($"A{separator}B\n", more: " HasHeader"),
                "blankLines" => () => Text("\n\n\n"),
                "noColumns" => () => data.LoadFromTextFile(files.Write(""), new TextLoader.Options { Separators = [separator[0]], Columns = [] }),
                "duplicateNames" => () => Text(one, "A: String 0, A: Single 1"),
                "columnBeyondFile" => () => Text(one, "A: String 0, B: Single 9"),
                "negativeIndex" => () => data.LoadFromTextFile(files.Write(one), [new TextLoader.Column("A", DataKind.String, -1)]),
                "wildcard" => () =>
                {
                    files.Write(one, "w1.csv");
                    files.Write(two, "w2.csv");
                    return Load(Path.Combine(files.Folder, "w*.csv"));
                },
                "createTextLoaderLoadTwoFiles" => () => data.CreateTextLoader(TextFiles.Options(columns, variant)).Load(files.Write(one), files.Write(two)),
                "bom" => () => Text("\uFEFF" + one),
                _ => throw GoldenCases.Unknown($"output {entry.Name}"),
            };

            JsonElement expected = entry.Value;
            bool split = expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("rows", out _);
            JsonElement rows = split ? expected.GetProperty("rows") : expected;
            if (!ViewText.Throws(split ? expected.GetProperty("load") : expected, () => load(), entry.Name) && !ViewText.Throws(rows, () => ViewText.Rows(load()), entry.Name))
            {
                ViewText.AreEqual(rows, ViewText.Rows(load()), entry.Name);
            }
        });
    }

    public class Ranged
    {
        [LoadColumn(0)]
        public string Name;

        [LoadColumn(1, 3), ColumnName("Vec")]
        public float[] V;

        [LoadColumn(2)]
        public int Two;

        [LoadColumn(4)]
        public bool Flag { get; set; }
    }

    public class NoAttr
    {
        public string A;
        public float B;
    }

    public class Half
    {
        [LoadColumn(0)]
        public string A;

        public float B;
    }
}
