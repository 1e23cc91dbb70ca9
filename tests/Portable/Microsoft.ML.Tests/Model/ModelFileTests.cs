using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Portable.MicrosoftML.Tests.Transforms;

namespace Muon.Portable.MicrosoftML.Tests.Model;

[TestClass]
public sealed class ModelFileTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Every_step_comes_back_as_it_was()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Rows());
        TransformsCatalog t = _ml.Transforms;
        IEstimator<ITransformer>[] steps =
        [
            t.CopyColumns("Z", "Features"),
            t.Concatenate("Z", "Features", "X"),
            t.DropColumns("X"),
            t.SelectColumns("L", "X"),
            t.CopyColumns("X", "Y").Append(t.SelectColumns(["X"], keepHidden: true)),
            t.NormalizeMinMax("Z", "Features"),
            t.NormalizeMinMax("Z", "X", fixZero: false),
            t.NormalizeMeanVariance("Z", "Features", useCdf: true),
            t.Conversion.MapValueToKey("Z", "L"),
            t.Conversion.MapValueToKey("Z", "X", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue, addKeyValueAnnotationsAsText: true),
            t.Conversion.MapValueToKey("Z", "Flag"),
            t.Conversion.MapValueToKey("Z", "Long"),
            t.Conversion.MapValueToKey([new("Z", "L"), new("Q", "Features")]),
            t.Conversion.MapValueToKey("Z", "L").Append(t.Conversion.MapKeyToValue("Back", "Z")),
            t.Conversion.MapValue("Z", new[] { KeyValuePair.Create("a", 1.5), KeyValuePair.Create("b", double.NaN) }, "L"),
            t.Conversion.MapValue("Z", new[] { KeyValuePair.Create("a", true) }, "L"),
            t.Conversion.MapValue("Z", new[] { KeyValuePair.Create(5L, "five") }, "Long"),
            t.Conversion.MapValue("Z", new[] { KeyValuePair.Create("a", new[] { "x", "yy" }), KeyValuePair.Create("b", new[] { "zzz" }) }, "L"),
            t.Conversion.MapValue("Z", new[] { KeyValuePair.Create("a", "ä"), KeyValuePair.Create("b", "b") }, "L", treatValuesAsKeyType: true),
            t.CustomMapping<SignIn, SignOut>(SignMapping.Map, SignMapping.Contract),
        ];
        foreach (IEstimator<ITransformer> step in steps)
        {
            ITransformer model = step.Fit(data);
            ITransformer loaded = new MLContext().Model.Load(new MemoryStream(ModelFiles.Save(_ml, model, data.Schema)), out DataViewSchema schema);
            Assert.AreEqual(Golden.Schema(data.Schema).ToJsonString(), Golden.Schema(schema).ToJsonString());
            string expected = Golden.View(model.Transform(data)).ToJsonString();
            Assert.AreEqual(expected, Golden.View(loaded.Transform(data)).ToJsonString(), step.GetType().Name);
        }
    }

    [TestMethod]
    public void The_input_schema_keeps_hidden_columns_and_annotations()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Rows());
        DataViewSchema wide = _ml.Transforms.Conversion.MapValueToKey("L")
            .Append(_ml.Transforms.Concatenate("Named", "X", "Y"))
            .Append(_ml.Transforms.NormalizeMinMax("Features"))
            .Fit(data).GetOutputSchema(data.Schema);
        _ml.Model.Load(new MemoryStream(ModelFiles.Save(_ml, new TransformerChain<ITransformer>(), wide)), out DataViewSchema loaded);
        Assert.AreEqual(Golden.Schema(wide).ToJsonString(), Golden.Schema(loaded).ToJsonString());
    }

    [TestMethod]
    public void A_long_text_value_travels_by_reference()
    {
        var payload = new string('x', 1) + Convert.ToBase64String(RandomNumbers(24 << 20));
        IDataView data = _ml.Data.LoadFromEnumerable(Rows());
        ITransformer model = _ml.Transforms.Conversion.MapValue("P", new[] { KeyValuePair.Create("a", payload) }, "L").Fit(data);
        Stopwatch watch = Stopwatch.StartNew();
        byte[] file = ModelFiles.Save(_ml, model, data.Schema);
        ITransformer loaded = new MLContext().Model.Load(new MemoryStream(file), out _);
        Assert.IsLessThan(20_000, watch.ElapsedMilliseconds, "32 MB of text were saved and loaded");

        IDataView output = loaded.Transform(data);
        using DataViewRowCursor cursor = output.GetRowCursor([output.Schema["P"]]);
        ValueGetter<ReadOnlyMemory<char>> get = cursor.GetGetter<ReadOnlyMemory<char>>(output.Schema["P"]);
        string first = null;
        ReadOnlyMemory<char> value = default;
        while (cursor.MoveNext())
        {
            get(ref value);
            if (value.Length > 0)
            {
                Assert.IsTrue(MemoryMarshal.TryGetString(value, out string text, out _, out _));
                Assert.AreEqual(payload.Length, value.Length);
                first ??= text;
                Assert.AreSame(first, text);
            }
        }

        Assert.IsTrue(first.AsSpan().SequenceEqual(payload));
    }

    [TestMethod]
    public void A_failed_save_leaves_a_file_that_does_not_load()
    {
        using ModelFiles.TempFolder folder = ModelFiles.Folder();
        string path = folder.File("m.zip");
        IDataView data = _ml.Data.LoadFromEnumerable(Rows());
        _ml.Model.Save(_ml.Transforms.CopyColumns("Z", "L").Fit(data), data.Schema, path);
        ITransformer unsavable = _ml.Transforms.CustomMapping<SignIn, SignOut>(SignMapping.Map, null).Fit(data);
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Model.Save(unsavable, data.Schema, path));
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Model.Load(path, out _));
        Assert.AreEqual("filePath", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Model.Save(unsavable, data.Schema, "")).ParamName);
        Assert.AreEqual("stream", Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Model.Load((Stream)null, out _)).ParamName);
    }

    private static byte[] RandomNumbers(int count)
    {
        var bytes = new byte[count];
        new Random(3).NextBytes(bytes);
        return bytes;
    }

    private static Row[] Rows() =>
    [
        new() { L = "a", X = 1, Y = 2, Features = [1, 2], Flag = true, Long = 5 },
        new() { L = "b", X = -3, Y = 0, Features = [0, -4], Flag = false, Long = long.MaxValue },
        new() { L = "", X = float.NaN, Y = 1, Features = [5, 6], Flag = true, Long = 5 },
    ];

    public sealed class Row
    {
        public string L { get; set; }
        public float X { get; set; }
        public float Y { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; }

        public bool Flag { get; set; }
        public long Long { get; set; }
    }
}
