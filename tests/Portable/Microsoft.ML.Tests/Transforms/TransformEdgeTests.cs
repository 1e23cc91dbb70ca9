using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Muon.Portable.MicrosoftML.Tests.Transforms;

[TestClass]
public sealed class TransformEdgeTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Slot_names_pass_through_concatenation_normalising_and_keys()
    {
        IDataView data = Data();
        IDataView view = _ml.Transforms.Concatenate("F", "A", "B")
            .Append(_ml.Transforms.NormalizeMinMax("N", "F"))
            .Append(_ml.Transforms.Concatenate("G", "N", "V"))
            .Append(_ml.Transforms.Concatenate("H", "N"))
            .Append(_ml.Transforms.Concatenate("I", "V", "V"))
            .Append(_ml.Transforms.Conversion.MapValueToKey("K", "F"))
            .Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "N.A", "N.B", "", "" }, SlotNames(view.Schema["G"]));
        CollectionAssert.AreEqual(new[] { "A", "B" }, SlotNames(view.Schema["H"]));
        CollectionAssert.AreEqual(new[] { "A", "B" }, SlotNames(view.Schema["K"]));
        Assert.IsTrue(view.Schema["H"].IsNormalized());
        Assert.IsFalse(view.Schema["G"].IsNormalized());
        Assert.IsFalse(view.Schema["I"].HasSlotNames());
        Assert.AreEqual("Vector<Key<UInt32, 0-3>, 2>", view.Schema["K"].Type.ToString());
    }

    [TestMethod]
    public void Vectors_without_a_size_concatenate_to_one_without_a_size()
    {
        IDataView data = Data();
        IDataView view = _ml.Transforms.Concatenate("F", "W", "A").Fit(data).Transform(data);
        Assert.AreEqual("Vector<Single>", view.Schema["F"].Type.ToString());
        Assert.AreEqual("[[7,1],[8,9,-1]]", Golden.Column(view, "F").ToJsonString());
    }

    [TestMethod]
    public void Sparse_vectors_keep_their_zeros()
    {
        SparseRow[] rows = [new() { V = new VBuffer<float>(4, 1, [5], [2]) }, new() { V = new VBuffer<float>(4, [1, 0, -3, 0]) }];
        SchemaDefinition definition = SchemaDefinition.Create(typeof(SparseRow));
        definition["V"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 4);
        IDataView data = _ml.Data.LoadFromEnumerable(rows, definition);
        IDataView view = _ml.Transforms.NormalizeMinMax("N", "V", fixZero: false)
            .Append(_ml.Transforms.Concatenate("C", "V", "V"))
            .Append(_ml.Transforms.Conversion.MapValueToKey("K", "V"))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("B", "K"))
            .Fit(data).Transform(data);
        Assert.AreEqual("[[0,0,1,0],[1,0,0,0]]", Golden.Column(view, "N").ToJsonString());
        Assert.AreEqual("[[0,0,5,0,0,0,5,0],[1,0,-3,0,1,0,-3,0]]", Golden.Column(view, "C").ToJsonString());
        Assert.AreEqual(Golden.Column(view, "V").ToJsonString(), Golden.Column(view, "B").ToJsonString());
    }

    [TestMethod]
    public void Value_maps_take_vectors_item_by_item_and_keys_by_their_number()
    {
        IDataView data = Data();
        TransformsCatalog.ConversionTransforms conversion = _ml.Transforms.Conversion;
        IDataView items = conversion.MapValue("O", new[] { KeyValuePair.Create("a", 5) }, "T").Fit(data).Transform(data);
        Assert.AreEqual("Vector<Int32>", items.Schema["O"].Type.ToString());
        Assert.AreEqual("[[5,0],[0,5]]", Golden.Column(items, "O").ToJsonString());
        IDataView keys = conversion.MapValue("O", new[] { KeyValuePair.Create(2u, "two") }, "K").Fit(data).Transform(data);
        Assert.AreEqual("[\"\",\"two\"]", Golden.Column(keys, "O").ToJsonString());
        Assert.ThrowsExactly<NotSupportedException>(() => conversion.MapValue("O", new[] { KeyValuePair.Create("a", new[] { 1 }) }, "T").Fit(data));
    }

    [TestMethod]
    public void Values_as_keys_are_numbered_by_first_occurrence()
    {
        IDataView data = Data();
        TransformsCatalog.ConversionTransforms conversion = _ml.Transforms.Conversion;
        IDataView same = conversion.MapValue("O", new[] { KeyValuePair.Create("a", "x"), KeyValuePair.Create("b", "x") }, "S", treatValuesAsKeyType: true)
            .Append(conversion.MapKeyToValue("Back", "O")).Fit(data).Transform(data);
        Assert.AreEqual("Key<UInt32, 0-0>", same.Schema["O"].Type.ToString());
        Assert.AreEqual("[1,1]", Golden.Column(same, "O").ToJsonString());
        Assert.AreEqual("[\"x\",\"x\"]", Golden.Column(same, "Back").ToJsonString());
        IDataView numbers = conversion.MapValue("O", new[] { KeyValuePair.Create("a", 5u), KeyValuePair.Create("b", 2u) }, "S", treatValuesAsKeyType: true).Fit(data).Transform(data);
        Assert.AreEqual("[5,2]", Golden.Column(numbers, "O").ToJsonString());
        Assert.AreEqual(
            "keyCount",
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => conversion.MapValue("O", new KeyValuePair<string, string>[0], "S", treatValuesAsKeyType: true).Fit(data)).ParamName);
    }

    [TestMethod]
    public void Lookup_views_carry_key_values()
    {
        IDataView data = Data();
        IDataView lookup = _ml.Transforms.Conversion.MapValueToKey("Id", "S").Fit(data).Transform(data);
        IDataView view = _ml.Transforms.Conversion.MapValue("O", lookup, lookup.Schema["S"], lookup.Schema["Id"], "S")
            .Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "O")).Fit(data).Transform(data);
        Assert.AreEqual("Key<UInt32, 0-1>", view.Schema["O"].Type.ToString());
        Assert.AreEqual("[\"a\",\"b\"]", Golden.Column(view, "Back").ToJsonString());
    }

    [TestMethod]
    public void Texts_of_other_key_values()
    {
        IDataView data = Data();
        IDataView view = _ml.Transforms.Conversion.MapValueToKey("Key", "Flag", addKeyValueAnnotationsAsText: true)
            .Append(_ml.Transforms.Conversion.MapValueToKey("Number", "Double", addKeyValueAnnotationsAsText: true)).Fit(data).Transform(data);
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["Key"].GetKeyValues(ref names);
        Assert.AreEqual("1,0", string.Join(",", names.DenseValues()));
        view.Schema["Number"].GetKeyValues(ref names);
        Assert.AreEqual("0.10000000000000001,1E+20", string.Join(",", names.DenseValues()));
    }

    [TestMethod]
    public void Normalisers_stop_at_the_example_count_and_skip_what_is_not_finite()
    {
        IDataView data = Values.View(_ml, "System.Single", [1, "NaN", 3, 8]);
        Assert.AreEqual("[0,\"NaN\",0,0]", Golden.Column(Apply(_ml.Transforms.NormalizeMinMax("V", maximumExampleCount: 2), data), "V").ToJsonString());
        IDataView infinite = Values.View(_ml, "System.Single", [1, "Infinity", 3]);
        Assert.AreEqual("[0,\"NaN\",0]", Golden.Column(Apply(_ml.Transforms.NormalizeMinMax("V"), infinite), "V").ToJsonString());
        Assert.AreEqual("Infinity", Golden.Column(Apply(_ml.Transforms.NormalizeMeanVariance("V"), infinite), "V")[1].GetValue<string>());
        Assert.AreEqual("maximumExampleCount", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.NormalizeMinMax("V", maximumExampleCount: 0)).ParamName);
    }

    [TestMethod]
    public void Vectors_of_another_length_than_declared_fail()
    {
        IDataView data = Data();
        TransformsCatalog t = _ml.Transforms;
        foreach (ITransformer model in new ITransformer[] { t.Concatenate("O", "V", "A").Fit(data), t.NormalizeMinMax("O", "V").Fit(data) })
        {
            PredictionEngine<Row, Output> engine = _ml.Model.CreatePredictionEngine<Row, Output>(model);
            Assert.IsNotEmpty(engine.Predict(new Row { V = [1, 2] }).O);
            Assert.ThrowsExactly<InvalidOperationException>(() => engine.Predict(new Row { V = [1, 2, 3] }));
            Assert.ThrowsExactly<InvalidOperationException>(() => engine.Predict(new Row { V = null }));
        }
    }

    [TestMethod]
    public void Columns_are_chosen_by_name_with_their_hidden_namesakes()
    {
        IDataView data = Data();
        TransformsCatalog t = _ml.Transforms;
        IDataView kept = t.CopyColumns("A", "B").Append(t.SelectColumns(["V", "A"], keepHidden: true)).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "V", "A hidden", "A" }, Golden.Names(kept.Schema).Select(n => n.GetValue<string>()).ToArray());
        Assert.ThrowsExactly<InvalidOperationException>(() => t.DropColumns().Fit(data));
        Assert.ThrowsExactly<InvalidOperationException>(() => t.SelectColumns().Fit(data));
        Assert.AreEqual("columns", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => t.CopyColumns("", "A")).ParamName);
        Assert.AreEqual("inputColumnNames", Assert.ThrowsExactly<ArgumentNullException>(() => t.Concatenate("F", null)).ParamName);
    }

    [TestMethod]
    public void Chains_refuse_what_does_not_fit_together()
    {
        ITransformer copy = _ml.Transforms.CopyColumns("Z", "A").Fit(Data());
        Assert.ThrowsExactly<InvalidOperationException>(() => new TransformerChain<ValueMappingTransformer>(copy));
        Assert.ThrowsExactly<InvalidOperationException>(() => new TransformerChain<ITransformer>([copy], Array.Empty<TransformerScope>()));
        Assert.ThrowsExactly<InvalidOperationException>(() => new TransformerChain<ITransformer>(copy, null));
        Assert.ThrowsExactly<ArgumentNullException>(() => copy.Append((ITransformer)null));
        Assert.HasCount(2, copy.Append(copy).ToArray());
        var mapper = ((ITransformer)new TransformerChain<ITransformer>()).GetRowToRowMapper(Data().Schema);
        Assert.AreSame(mapper.InputSchema, mapper.OutputSchema);
    }

    [TestMethod]
    public void Row_mappers_take_rows_of_their_own_schema()
    {
        IDataView data = Data();
        IDataView other = Values.View(_ml, "System.Single", [1]);
        ITransformer copy = _ml.Transforms.CopyColumns("Z", "A").Fit(data);
        using DataViewRowCursor cursor = other.GetRowCursor(other.Schema);
        IRowToRowMapper single = copy.GetRowToRowMapper(data.Schema);
        Assert.ThrowsExactly<InvalidOperationException>(() => single.GetRow(cursor, single.OutputSchema));
        IRowToRowMapper chain = ((ITransformer)new TransformerChain<ITransformer>(copy)).GetRowToRowMapper(data.Schema);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => chain.GetRow(cursor, chain.OutputSchema));
    }

    private static IDataView Apply(IEstimator<ITransformer> estimator, IDataView data) => estimator.Fit(data).Transform(data);

    private static string[] SlotNames(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(n => n.ToString())];
    }

    private IDataView Data() => _ml.Data.LoadFromEnumerable(new[]
    {
        new Row { A = 1, B = 2, V = [3, 4], W = [7], S = "a", T = ["a", "q"], K = 0, Flag = true, Double = 0.1 },
        new Row { A = -1, B = 5, V = [0, 8], W = [8, 9], S = "b", T = ["b", "a"], K = 1, Flag = false, Double = 1e20 },
    });

    public sealed class Row
    {
        public float A { get; set; }
        public float B { get; set; }

        [VectorType(2)]
        public float[] V { get; set; }

        public float[] W { get; set; }
        public string S { get; set; }

        [VectorType(2)]
        public string[] T { get; set; }

        [KeyType(4)]
        public uint K { get; set; }

        public bool Flag { get; set; }
        public double Double { get; set; }
    }

    public sealed class SparseRow
    {
        public VBuffer<float> V { get; set; }
    }

    public sealed class Output
    {
        public float[] O { get; set; }
    }
}
