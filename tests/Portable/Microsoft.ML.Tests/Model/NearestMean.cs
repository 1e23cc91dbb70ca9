using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Muon.Portable.MicrosoftML.Tests.Model;

/// <summary>
/// A classifier that uses the public members of ML.NET only, as the product must: it borrows the shape of its output
/// columns, maps rows by hand and is saved as a chain of built-in steps that computes the same.
/// </summary>
public sealed class NearestMeanTrainer(MLContext ml, string labelColumn = "Label", string featureColumn = "Features") : IEstimator<NearestMeanModel>
{
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column label = inputSchema.First(c => c.Name == labelColumn);
        if (!label.IsKey)
        {
            throw new ArgumentOutOfRangeException(nameof(inputSchema), $"Column '{labelColumn}' must be a key.");
        }

        SchemaDefinition output = SchemaDefinition.Create(typeof(OutputShape));
        output["Score"].AddAnnotation("SlotNames", Texts(["x"]), new VectorDataViewType(TextDataViewType.Instance, 1));
        output["Score"].AddAnnotation("ScoreColumnKind", "MulticlassClassification".AsMemory(), TextDataViewType.Instance);
        output["PredictedLabel"].ColumnType = new KeyDataViewType(typeof(uint), 1);
        output["PredictedLabel"].AddAnnotation("KeyValues", Texts(["x"]), new VectorDataViewType(TextDataViewType.Instance, 1));
        SchemaShape added = ml.Transforms.CustomMapping<NoColumns, OutputShape>((_, _) => { }, null, outputSchemaDefinition: output)
            .GetOutputSchema(new SchemaShape([]));
        return new SchemaShape(inputSchema.Where(c => added.All(a => a.Name != c.Name)).Concat(added));
    }

    public NearestMeanModel Fit(IDataView input)
    {
        DataViewSchema.Column label = input.Schema[labelColumn];
        DataViewSchema.Column features = input.Schema[featureColumn];
        int classes = (int)((KeyDataViewType)label.Type).Count;
        int size = ((VectorDataViewType)features.Type).Size;
        var means = new float[classes * size];
        var counts = new int[classes];
        using (DataViewRowCursor cursor = input.GetRowCursor([label, features]))
        {
            ValueGetter<uint> getLabel = cursor.GetGetter<uint>(label);
            ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(features);
            (uint key, VBuffer<float> x) = (0u, default(VBuffer<float>));
            while (cursor.MoveNext())
            {
                getLabel(ref key);
                getFeatures(ref x);
                counts[key - 1]++;
                foreach (KeyValuePair<int, float> item in x.Items())
                {
                    means[(((int)key - 1) * size) + item.Key] += item.Value;
                }
            }
        }

        for (int i = 0; i < means.Length; i++)
        {
            means[i] /= Math.Max(1, counts[i / size]);
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        label.GetKeyValues(ref names);
        return new NearestMeanModel(ml, featureColumn, new Means(size, means), [.. names.DenseValues().Select(n => n.ToString())]);
    }

    internal static VBuffer<ReadOnlyMemory<char>> Texts(string[] texts) => new(texts.Length, [.. texts.Select(t => t.AsMemory())]);

    public sealed class NoColumns;

    public sealed class OutputShape
    {
        [VectorType(1)]
        public float[] Score { get; set; }

        public uint PredictedLabel { get; set; }
    }
}

/// <summary>The numbers of the model, and their text form.</summary>
public sealed class Means(int size, float[] values)
{
    public int Size => size;
    public int Classes => values.Length / size;

    public override string ToString() => string.Join(';', values.Select(v => BitConverter.SingleToUInt32Bits(v)).Prepend((uint)size));

    public static Means Parse(string text)
    {
        uint[] numbers = [.. text.Split(';').Select(uint.Parse)];
        return new Means((int)numbers[0], [.. numbers.Skip(1).Select(BitConverter.UInt32BitsToSingle)]);
    }

    public float[] Score(VBuffer<float> x)
    {
        var scores = new float[Classes];
        float[] dense = [.. x.DenseValues()];
        for (int c = 0; c < scores.Length; c++)
        {
            float distance = 0;
            for (int i = 0; i < size; i++)
            {
                float d = dense[i] - values[(c * size) + i];
                distance += d * d;
            }

            scores[c] = MathF.Exp(-distance);
        }

        float sum = scores.Sum();
        return Array.ConvertAll(scores, s => s / sum);
    }

    public static uint Best(float[] scores) => (uint)Array.IndexOf(scores, scores.Max()) + 1;
}

public sealed class NearestMeanModel(MLContext ml, string featureColumn, Means means, string[] names) : ISingleFeaturePredictionTransformer<NearestMeanModel>
{
    public string FeatureColumnName => featureColumn;
    public DataViewType FeatureColumnType => new VectorDataViewType(NumberDataViewType.Single, means.Size);
    public NearestMeanModel Model => this;
    public bool IsRowToRowMapper => true;

    /// <summary>What Save does; a test may let it do something else.</summary>
    public Action<ModelSaveContext> OnSave { get; set; }

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        if (inputSchema.GetColumnOrNull(featureColumn) is null)
        {
            throw new ArgumentOutOfRangeException(nameof(inputSchema), $"Could not find feature column '{featureColumn}'");
        }

        VBuffer<ReadOnlyMemory<char>> labels = NearestMeanTrainer.Texts(names);
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getLabels = (ref VBuffer<ReadOnlyMemory<char>> destination) => labels.CopyTo(ref destination);
        var text = new VectorDataViewType(TextDataViewType.Instance, names.Length);
        var predicted = new DataViewSchema.Annotations.Builder();
        predicted.Add("KeyValues", text, getLabels);
        var score = new DataViewSchema.Annotations.Builder();
        score.Add("SlotNames", text, getLabels);
        score.AddPrimitiveValue("ScoreColumnKind", TextDataViewType.Instance, "MulticlassClassification".AsMemory());
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        builder.AddColumn("PredictedLabel", new KeyDataViewType(typeof(uint), names.Length), predicted.ToAnnotations());
        builder.AddColumn("Score", new VectorDataViewType(NumberDataViewType.Single, names.Length), score.ToAnnotations());
        return builder.ToSchema();
    }

    public IDataView Transform(IDataView input) => new View(this, input);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    public void Save(ModelSaveContext ctx)
    {
        if (OnSave is not null)
        {
            OnSave(ctx);
            return;
        }

        ((ICanSaveModel)AsBuiltIns()).Save(ctx);
    }

    /// <summary>Payload as one text value, network in a custom mapping, Score from chunks, labels from a value mapping.</summary>
    public ITransformer AsBuiltIns()
    {
        IDataView empty = ml.Data.LoadFromEnumerable(new[] { new FeatureRow { Features = new float[means.Size] } }, Definition());
        TransformsCatalog t = ml.Transforms;
        IEstimator<ITransformer> steps = t.CopyColumns("__f", featureColumn)
            .Append(t.CustomMapping<NearestMeanTrainer.NoColumns, PayloadKey>(PayloadKeyMapping.Map, PayloadKeyMapping.Contract))
            .Append(t.Conversion.MapValue("__payload", new[] { KeyValuePair.Create(1u, means.ToString()) }, "__key"))
            .Append(t.CustomMapping<PayloadInput, Scored>(ScoreMapping.Map, ScoreMapping.Contract));
        var chunks = new List<string>();
        for (int bit = 1; bit >= 0; bit--)
        {
            if ((names.Length >> bit & 1) == 1)
            {
                chunks.Add("__s" + bit);
                steps = bit == 1
                    ? steps.Append(t.CustomMapping<ScoreIn, Two>(TwoMapping.Map, TwoMapping.Contract))
                    : steps.Append(t.CustomMapping<ScoreIn, One>(OneMapping.Map, OneMapping.Contract));
            }
        }

        return steps
            .Append(t.Concatenate("Score", [.. chunks]))
            .Append(t.Conversion.MapValue("PredictedLabel", names.Select((n, i) => KeyValuePair.Create((uint)i + 1, n)), "__index", treatValuesAsKeyType: true))
            .Append(t.DropColumns([.. chunks, "__f", "__key", "__payload", "__scores", "__index"]))
            .Fit(empty);

        SchemaDefinition Definition()
        {
            SchemaDefinition definition = SchemaDefinition.Create(typeof(FeatureRow));
            definition["Features"].ColumnType = FeatureColumnType;
            definition["Features"].ColumnName = featureColumn;
            return definition;
        }
    }

    private ValueGetter<TValue> Getter<TValue>(DataViewRow row, string column)
    {
        ValueGetter<VBuffer<float>> get = row.GetGetter<VBuffer<float>>(row.Schema[featureColumn]);
        VBuffer<float> x = default;
        float[] Compute()
        {
            get(ref x);
            return means.Score(x);
        }

        Delegate getter = column == "Score"
            ? (ValueGetter<VBuffer<float>>)((ref VBuffer<float> destination) =>
            {
                VBufferEditor<float> editor = VBufferEditor.Create(ref destination, names.Length);
                Compute().CopyTo(editor.Values);
                destination = editor.Commit();
            })
            : (ValueGetter<uint>)((ref uint destination) => destination = Means.Best(Compute()));
        return (ValueGetter<TValue>)getter;
    }

    private IEnumerable<DataViewSchema.Column> Needed(DataViewSchema input, IEnumerable<DataViewSchema.Column> output)
    {
        HashSet<int> wanted = [.. output.Select(c => c.Index)];
        return [.. input.Where(c => wanted.Contains(c.Index) || (c.Index == input[featureColumn].Index && wanted.Any(i => i >= input.Count)))];
    }

    private sealed class View(NearestMeanModel model, IDataView input) : IDataView
    {
        public DataViewSchema Schema { get; } = model.GetOutputSchema(input.Schema);
        public bool CanShuffle => input.CanShuffle;
        public long? GetRowCount() => input.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
            new Cursor(model, Schema, input.GetRowCursor(model.Needed(input.Schema, columnsNeeded), rand), [.. columnsNeeded.Select(c => c.Index)]);

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) => [GetRowCursor(columnsNeeded, rand)];
    }

    private sealed class Cursor(NearestMeanModel model, DataViewSchema schema, DataViewRowCursor input, HashSet<int> active) : DataViewRowCursor
    {
        public override long Position => input.Position;
        public override long Batch => input.Batch;
        public override DataViewSchema Schema => schema;
        public override bool MoveNext() => input.MoveNext();
        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);
        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            column.Index < input.Schema.Count ? input.GetGetter<TValue>(input.Schema[column.Index]) : model.Getter<TValue>(input, column.Name);

        protected override void Dispose(bool disposing) => input.Dispose();
    }

    private sealed class Mapper(NearestMeanModel model, DataViewSchema inputSchema) : IRowToRowMapper
    {
        public DataViewSchema InputSchema => inputSchema;
        public DataViewSchema OutputSchema { get; } = model.GetOutputSchema(inputSchema);
        public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) => model.Needed(inputSchema, dependingColumns);

        public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
            new Row(model, OutputSchema, input, [.. activeColumns.Select(c => c.Index)]);
    }

    private sealed class Row(NearestMeanModel model, DataViewSchema schema, DataViewRow input, HashSet<int> active) : DataViewRow
    {
        public override long Position => input.Position;
        public override long Batch => input.Batch;
        public override DataViewSchema Schema => schema;
        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);
        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            column.Index < input.Schema.Count ? input.GetGetter<TValue>(input.Schema[column.Index]) : model.Getter<TValue>(input, column.Name);

        protected override void Dispose(bool disposing) => input.Dispose();
    }

    public sealed class FeatureRow
    {
        public float[] Features { get; set; }
    }
}

public sealed class PayloadKey
{
    [ColumnName("__key")]
    public uint Key { get; set; }
}

public sealed class PayloadInput
{
    [ColumnName("__f")]
    public VBuffer<float> Features { get; set; }

    [ColumnName("__payload")]
    public ReadOnlyMemory<char> Payload { get; set; }
}

public sealed class Scored
{
    [ColumnName("__scores")]
    public VBuffer<float> Scores { get; set; }

    [ColumnName("__index")]
    public uint Index { get; set; }
}

public sealed class ScoreIn
{
    [ColumnName("__scores")]
    public VBuffer<float> Scores { get; set; }
}

public sealed class Two
{
    [ColumnName("__s1"), VectorType(2)]
    public float[] Part { get; set; }
}

public sealed class One
{
    [ColumnName("__s0"), VectorType(1)]
    public float[] Part { get; set; }
}

[CustomMappingFactoryAttribute(Contract)]
public sealed class PayloadKeyMapping : CustomMappingFactory<NearestMeanTrainer.NoColumns, PayloadKey>
{
    public const string Contract = "Muon.Tests.PayloadKey";

    public static void Map(NearestMeanTrainer.NoColumns row, PayloadKey result) => result.Key = 1;

    public override Action<NearestMeanTrainer.NoColumns, PayloadKey> GetMapping() => Map;
}

[CustomMappingFactoryAttribute(Contract)]
public sealed class ScoreMapping : CustomMappingFactory<PayloadInput, Scored>
{
    public const string Contract = "Muon.Tests.Score";

    public static void Map(PayloadInput row, Scored result)
    {
        float[] scores = Means.Parse(row.Payload.ToString()).Score(row.Features);
        result.Scores = new VBuffer<float>(scores.Length, scores);
        result.Index = Means.Best(scores);
    }

    public override Action<PayloadInput, Scored> GetMapping() => Map;
}

[CustomMappingFactoryAttribute(Contract)]
public sealed class TwoMapping : CustomMappingFactory<ScoreIn, Two>
{
    public const string Contract = "Muon.Tests.Two";

    public static void Map(ScoreIn row, Two result) => result.Part = [.. row.Scores.DenseValues().Take(2)];

    public override Action<ScoreIn, Two> GetMapping() => Map;
}

[CustomMappingFactoryAttribute(Contract)]
public sealed class OneMapping : CustomMappingFactory<ScoreIn, One>
{
    public const string Contract = "Muon.Tests.One";

    public static void Map(ScoreIn row, One result) => result.Part = [row.Scores.DenseValues().Last()];

    public override Action<ScoreIn, One> GetMapping() => Map;
}
