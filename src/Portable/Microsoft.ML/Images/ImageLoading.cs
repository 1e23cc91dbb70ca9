namespace Microsoft.ML.Data;

public sealed class ImageLoadingEstimator : TrivialEstimator<ImageLoadingTransformer>
{
    private readonly (string Output, string Input) _columns;
    private readonly bool _decodes;

    internal ImageLoadingEstimator(string folder, (string Output, string Input) columns, bool decodes)
        : base(new ImageLoadingTransformer(folder, [columns], decodes)) => (_columns, _decodes) = (columns, decodes);

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column source = inputSchema.Require(_columns.Input);
        return source.Kind == SchemaShape.Column.VectorKind.Scalar && source.ItemType is TextDataViewType
            ? inputSchema.With([SchemaShape.Column.Of(_columns.Output, ImageLoadingTransformer.TypeOf(_decodes))])
            : throw Contracts.WrongColumn(nameof(inputSchema), "input", _columns.Input, TextDataViewType.Instance.ToString(), source.GetTypeString());
    }
}

public sealed class ImageLoadingTransformer : OneToOneTransformerBase
{
    public readonly string ImageFolder;
    private readonly bool _decodes;

    internal ImageLoadingTransformer(string folder, (string Output, string Input)[] columns, bool decodes)
        : base(columns)
    {
        if (!string.IsNullOrEmpty(folder) && !Directory.Exists(folder))
        {
            throw new ArgumentException($"Directory \"{folder}\" does not exist.");
        }

        (ImageFolder, _decodes) = (folder, decodes);
    }

    internal static DataViewType TypeOf(bool decodes) => decodes ? new Transforms.Image.ImageDataViewType() : new VectorDataViewType(NumberDataViewType.Byte);

    internal static ImageLoadingTransformer Load(ModelLoadContext ctx)
    {
        (string, string)[] columns = ctx.Reader.ReadPairs();
        return new(ctx.Reader.ReadText(), columns, ctx.Reader.ReadBoolean());
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        base.SaveModel(ctx);
        ctx.Writer.WriteText(ImageFolder ?? "");
        ctx.Writer.Write(_decodes);
    }

    private protected override ColumnMap Map(int index, DataViewSchema.Column input) => input.Type is TextDataViewType
        ? new(new(Columns[index].Output, TypeOf(_decodes)), [input.Index], row => _decodes ? ImageGetter(row, input.Index) : BytesGetter(row, input.Index))
        : throw Contracts.WrongColumn("inputSchema", "input", input.Name, TextDataViewType.Instance.ToString(), input.Type.ToString());

    private ValueGetter<MLImage> ImageGetter(DataViewRow row, int index)
    {
        Func<string> path = PathReader(row, index);
        return (ref MLImage destination) =>
        {
            // The last image is of no more use, as in the real thing.
            destination?.Dispose();
            destination = null;
            if (path() is { } file)
            {
                destination = MLImage.CreateFromStream(File.OpenRead(file));
                destination.Tag = file;
            }
        };
    }

    private ValueGetter<VBuffer<byte>> BytesGetter(DataViewRow row, int index)
    {
        Func<string> path = PathReader(row, index);
        return (ref VBuffer<byte> destination) =>
        {
            byte[] bytes = path() is { } file ? File.ReadAllBytes(file) : [];
            destination = new VBuffer<byte>(bytes.Length, bytes);
        };
    }

    private Func<string> PathReader(DataViewRow row, int index)
    {
        ValueGetter<ReadOnlyMemory<char>> get = row.GetGetter<ReadOnlyMemory<char>>(row.Schema[index]);
        ReadOnlyMemory<char> text = default;
        return () =>
        {
            get(ref text);
            return text.IsEmpty ? null : Path.Combine(ImageFolder ?? "", text.ToString());
        };
    }
}
