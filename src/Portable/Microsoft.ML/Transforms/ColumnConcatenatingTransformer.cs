namespace Microsoft.ML.Data;

public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingTransformer(string output, string[] inputs)
    {
        _output = output;
        _inputs = inputs;
    }

    internal static ColumnConcatenatingTransformer Load(ModelLoadContext ctx) => new(ctx.Reader.ReadText(), ctx.Reader.ReadTexts());

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.Begin(ModelLoaders.SignatureOf(GetType()));
        ctx.Writer.WriteText(_output);
        ctx.Writer.WriteTexts(_inputs);
    }

    private protected override RowMapper Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column[] sources = [.. _inputs.Select(n => inputSchema.Require(n))];
        DataViewType item = sources[0].Type.ItemType();
        DataViewSchema.Column wrong = sources.FirstOrDefault(c => !c.Type.ItemType().Equals(item));
        if (wrong.Name is not null)
        {
            throw Contracts.WrongColumn(nameof(inputSchema), "input", wrong.Name, item.ToString(), wrong.Type.ItemType().ToString());
        }

        Contracts.CheckParam(item is PrimitiveDataViewType, nameof(inputSchema), $"Column '{_inputs[0]}' of type '{item}' cannot be concatenated");
        int[] inputs = Array.ConvertAll(sources, c => c.Index);
        if (sources is [{ Type: VectorDataViewType } only])
        {
            return new ColumnMapper(inputSchema, [new(new(_output, only.Type, only.Annotations), inputs, row => Getters.GetGetter(row, row.Schema[only.Index]))]);
        }

        int size = sources.All(c => SizeOf(c) > 0) ? sources.Sum(SizeOf) : 0;
        var output = new DataViewSchema.DetachedColumn(_output, new VectorDataViewType((PrimitiveDataViewType)item, size), Annotations(sources, size));
        return new ColumnMapper(inputSchema, [new(output, inputs, row => Generic.Call<Delegate>(typeof(ColumnConcatenatingTransformer), nameof(Getter), item.RawType, row, inputs))]);
    }

    private static int SizeOf(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.Size : 1;

    private static DataViewSchema.Annotations Annotations(DataViewSchema.Column[] sources, int size)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        if (sources.All(c => c.IsNormalized()))
        {
            builder.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        }

        if (size > 0 && sources.Any(c => c.Type is not VectorDataViewType || c.HasSlotNames()))
        {
            var names = new ReadOnlyMemory<char>[size];
            int at = 0;
            foreach (DataViewSchema.Column source in sources)
            {
                if (source.Type is not VectorDataViewType)
                {
                    names[at] = source.Name.AsMemory();
                }
                else if (source.HasSlotNames())
                {
                    VBuffer<ReadOnlyMemory<char>> slots = default;
                    source.GetSlotNames(ref slots);
                    foreach (KeyValuePair<int, ReadOnlyMemory<char>> slot in slots.Items().Where(s => !s.Value.IsEmpty))
                    {
                        names[at + slot.Key] = $"{source.Name}.{slot.Value}".AsMemory();
                    }
                }

                at += SizeOf(source);
            }

            builder.AddVector(AnnotationKinds.SlotNames, TextDataViewType.Instance, names);
        }

        return builder.ToAnnotations();
    }

    private static ValueGetter<VBuffer<T>> Getter<T>(DataViewRow row, int[] inputs)
    {
        (DataViewSchema.Column Column, ValueGetter<T> Scalar, ValueGetter<VBuffer<T>> Vector)[] sources =
        [
            .. inputs.Select(i => row.Schema[i]).Select(c =>
                c.Type is VectorDataViewType ? (c, null, row.GetGetter<VBuffer<T>>(c)) : (c, row.GetGetter<T>(c), (ValueGetter<VBuffer<T>>)null)),
        ];
        var vectors = new VBuffer<T>[sources.Length];
        return (ref VBuffer<T> destination) =>
        {
            int length = 0;
            for (int i = 0; i < sources.Length; i++)
            {
                if (sources[i].Vector is { } get)
                {
                    get(ref vectors[i]);
                    int expected = SizeOf(sources[i].Column);
                    Contracts.Check(expected == 0 || expected == vectors[i].Length, $"Column '{sources[i].Column.Name}': expected {expected} slots, but got {vectors[i].Length}");
                }

                length += sources[i].Vector is null ? 1 : vectors[i].Length;
            }

            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length);
            for (int i = 0, at = 0; i < sources.Length; i++)
            {
                if (sources[i].Scalar is { } get)
                {
                    get(ref editor.Values[at++]);
                }
                else
                {
                    vectors[i].CopyTo(editor.Values, at);
                    at += vectors[i].Length;
                }
            }

            destination = editor.Commit();
        };
    }
}
