using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.Portable.MicrosoftML.Tests.Transforms;

[TestClass]
public sealed class CustomMappingTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void The_action_runs_once_per_row_however_many_columns_are_read()
    {
        int calls = 0;
        IDataView view = Map<Input, TwoOutputs>((row, result) =>
        {
            Interlocked.Increment(ref calls);
            result.P = row.A;
            result.Q = -row.A;
        });
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<float> p = cursor.GetGetter<float>(view.Schema["P"]);
        ValueGetter<float> q = cursor.GetGetter<float>(view.Schema["Q"]);
        var sum = 0f;
        while (cursor.MoveNext())
        {
            var (x, y, z) = (0f, 0f, 0f);
            p(ref x);
            p(ref y);
            q(ref z);
            sum += x + y + z;
        }

        Assert.AreEqual(2, calls);
        Assert.AreEqual(3f, sum);
    }

    [TestMethod]
    public void Nothing_runs_where_only_input_columns_are_read()
    {
        IDataView view = Map<Input, TwoOutputs>((_, _) => throw new InvalidOperationException("not wanted"));
        CollectionAssert.AreEqual(new[] { 1f, 2f }, view.GetColumn<float>("A").ToArray());
    }

    [TestMethod]
    public void Failures_are_wrapped_in_views_and_plain_in_engines()
    {
        IDataView view = Map<Input, TwoOutputs>((_, _) => throw new FormatException("mine"));
        IDataView more = _ml.Transforms.CustomMapping<TwoOutputs, Third>((row, result) => result.R = row.P, null).Fit(view).Transform(view);
        foreach (IDataView failing in new[] { view, more })
        {
            var error = Assert.ThrowsExactly<InvalidOperationException>(() => failing.GetColumn<float>(failing.Schema.Last().Name).ToArray());
            Assert.AreEqual("mine", Assert.IsInstanceOfType<FormatException>(error.InnerException).Message);
        }

        ITransformer model = _ml.Transforms.CustomMapping<Input, TwoOutputs>((_, _) => throw new FormatException("mine"), null).Fit(Data());
        Assert.ThrowsExactly<FormatException>(() => _ml.Model.CreatePredictionEngine<Input, TwoOutputs>(model).Predict(new Input()));
    }

    [TestMethod]
    public void Schema_definitions_rename_and_retype_columns()
    {
        SchemaDefinition input = SchemaDefinition.Create(typeof(Input));
        input["A"].ColumnName = "B";
        SchemaDefinition output = SchemaDefinition.Create(typeof(Vector));
        output["V"].ColumnName = "W";
        output["W"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        output["W"].AddAnnotation("Note", "text".AsMemory(), TextDataViewType.Instance);
        IDataView data = Data();
        IDataView view = _ml.Transforms.CustomMapping<Input, Vector>((row, result) => result.V = [row.A, row.A], null, input, output).Fit(data).Transform(data);
        Assert.AreEqual("Vector<Single, 2>", view.Schema["W"].Type.ToString());
        Assert.AreEqual("Note", view.Schema["W"].Annotations.Schema.Single().Name);
        Assert.AreEqual("[[10,10],[20,20]]", Golden.Column(view, "W").ToJsonString());
    }

    [TestMethod]
    public void Shapes_of_inputs_are_checked_in_a_chain()
    {
        IDataView data = Data();
        IEstimator<ITransformer> Chain<TIn>()
            where TIn : class, new() =>
            _ml.Transforms.CopyColumns("Z", "A").Append(_ml.Transforms.CustomMapping<TIn, Third>((_, _) => { }, null));
        Assert.AreEqual("inputSchema", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Chain<MissingInput>().Fit(data)).ParamName);
        Assert.AreEqual("inputSchema", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Chain<WrongInput>().Fit(data)).ParamName);
        Assert.AreEqual("inputSchema", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Chain<PlainKeyInput>().Fit(data)).ParamName);
        Chain<AnySizeInput>().Fit(data);
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Transforms.CustomMapping<WrongInput, Third>((_, _) => { }, null).Fit(data));
        _ml.Transforms.CustomMapping<PlainKeyInput, Third>((_, _) => { }, null).Fit(data);
    }

    [TestMethod]
    public void Keys_go_in_as_they_are_and_come_out_zero_based()
    {
        IDataView data = Data();
        IDataView view = _ml.Transforms.CustomMapping<PlainKeyInput, KeyOutput>((row, result) => result.Out = row.K, null).Fit(data).Transform(data);
        Assert.AreEqual("Key<UInt32, 0-3>", view.Schema["Out"].Type.ToString());
        // The column holds 1 and 2 for the members' 0 and 1.
        Assert.AreEqual("[1,2]", Golden.Column(view, "K").ToJsonString());
        Assert.AreEqual("[2,3]", Golden.Column(view, "Out").ToJsonString());
    }

    [TestMethod]
    public void Vectors_are_copied_out_of_the_mapping_and_of_value_maps()
    {
        IDataView data = Data();
        IDataView view = _ml.Transforms.Conversion.MapValue("V", new[] { KeyValuePair.Create(1f, new[] { 1f, 2f }), KeyValuePair.Create(2f, new[] { 3f, 4f }) }, "A").Fit(data).Transform(data);
        for (int pass = 0; pass < 2; pass++)
        {
            Assert.AreEqual("[[1,2],[3,4]]", Golden.Column(view, "V").ToJsonString());
            foreach (float[] values in view.GetColumn<float[]>("V"))
            {
                values[0] = 99;
            }
        }
    }

    [TestMethod]
    public void On_fit_delegates_see_the_transformer()
    {
        ITransformer seen = null;
        ITransformer fitted = _ml.Transforms.CopyColumns("Z", "A").WithOnFitDelegate(t => seen = t).Fit(Data());
        Assert.AreSame(fitted, seen);
    }

    [TestMethod]
    public void A_cache_checkpoint_reads_its_source_once()
    {
        int calls = 0;
        IDataView data = Data();
        IEstimator<ITransformer> steps = _ml.Transforms.CustomMapping<Input, TwoOutputs>((row, result) =>
            {
                Interlocked.Increment(ref calls);
                result.P = row.A;
            }, null)
            .AppendCacheCheckpoint(_ml)
            .Append(_ml.Transforms.NormalizeMinMax("P"))
            .Append(_ml.Transforms.Conversion.MapValueToKey("Key", "P"));
        steps.Fit(data);
        Assert.AreEqual(2, calls);
    }

    private IDataView Data() => _ml.Data.LoadFromEnumerable(new[]
    {
        new Row { A = 1, B = 10, K = 0, S = "x", F = [1, 2] },
        new Row { A = 2, B = 20, K = 1, S = "y", F = [3, 4] },
    });

    private IDataView Map<TIn, TOut>(Action<TIn, TOut> action)
        where TIn : class, new()
        where TOut : class, new()
    {
        IDataView data = Data();
        return _ml.Transforms.CustomMapping(action, null).Fit(data).Transform(data);
    }

    public sealed class Row
    {
        public float A { get; set; }
        public float B { get; set; }

        [KeyType(4)]
        public uint K { get; set; }

        public string S { get; set; }

        [VectorType(2)]
        public float[] F { get; set; }
    }

    public sealed class Input
    {
        public float A { get; set; }
    }

    public sealed class MissingInput
    {
        public float Nope { get; set; }
    }

    public sealed class WrongInput
    {
        public float S { get; set; }
    }

    public sealed class PlainKeyInput
    {
        public uint K { get; set; }
    }

    public sealed class AnySizeInput
    {
        public float[] F { get; set; }
    }

    public sealed class TwoOutputs
    {
        public float P { get; set; }
        public float Q { get; set; }
    }

    public sealed class Third
    {
        public float R { get; set; }
    }

    public sealed class Vector
    {
        public float[] V { get; set; }
    }

    public sealed class KeyOutput
    {
        [KeyType(4)]
        public uint Out { get; set; }
    }
}
