using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

public sealed class ImagePixelExtractingEstimator : TrivialEstimator<ImagePixelExtractingTransformer>
{
    private readonly (string Output, string Input) _columns;
    private readonly PixelExtraction _options;

    internal ImagePixelExtractingEstimator((string Output, string Input) columns, PixelExtraction options)
        : base(new ImagePixelExtractingTransformer([columns], options)) => (_columns, _options) = (columns, options);

    [Flags]
    public enum ColorBits : byte
    {
        Alpha = 1,
        Red = 2,
        Green = 4,
        Blue = 8,
        Rgb = Red | Green | Blue,
        All = Alpha | Rgb,
    }

    public enum ColorsOrder : byte
    {
        ARGB = 1,
        ARBG = 2,
        ABRG = 3,
        ABGR = 4,
        AGRB = 5,
        AGBR = 6,
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ImageShapes.RequireImage(inputSchema, _columns.Input);
        return inputSchema.With([Shapes.Vector(_columns.Output, _options.ItemType)]);
    }
}

/// <summary>Which values of a pixel are taken, in which order, and what is done to them: (value − offset) · scale.</summary>
internal sealed record PixelExtraction(
    ImagePixelExtractingEstimator.ColorBits Colors,
    ImagePixelExtractingEstimator.ColorsOrder Order,
    bool Interleaved,
    float Offset,
    float Scale,
    bool AsFloat)
{
    public PrimitiveDataViewType ItemType => AsFloat ? NumberDataViewType.Single : NumberDataViewType.Byte;

    /// <summary>Where the values taken lie in a pixel of this format.</summary>
    public int[] Channels(MLPixelFormat format)
    {
        string memory = format == MLPixelFormat.Rgba32 ? "RGBA" : "BGRA";
        return [.. Order.ToString().Where(c => Colors.HasFlag(BitOf(c))).Select(c => memory.IndexOf(c))];
    }

    private static ImagePixelExtractingEstimator.ColorBits BitOf(char colour) => colour switch
    {
        'A' => ImagePixelExtractingEstimator.ColorBits.Alpha,
        'R' => ImagePixelExtractingEstimator.ColorBits.Red,
        'G' => ImagePixelExtractingEstimator.ColorBits.Green,
        _ => ImagePixelExtractingEstimator.ColorBits.Blue,
    };
}

public sealed class ImagePixelExtractingTransformer : OneToOneTransformerBase
{
    private readonly PixelExtraction _options;

    internal ImagePixelExtractingTransformer((string Output, string Input)[] columns, PixelExtraction options)
        : base(columns)
    {
        Contracts.CheckParam((options.Colors & ImagePixelExtractingEstimator.ColorBits.All) != 0, "colorsToExtract", "Need to use at least one color plane.");
        Contracts.CheckParam(float.IsFinite(options.Offset), "offsetImage");
        Contracts.CheckParam(float.IsFinite(options.Scale) && options.Scale != 0, "scaleImage");
        _options = options;
    }

    internal static ImagePixelExtractingTransformer Load(ModelLoadContext ctx)
    {
        ModelReader reader = ctx.Reader;
        return new(reader.ReadPairs(), new(
            (ImagePixelExtractingEstimator.ColorBits)reader.ReadInt32(),
            (ImagePixelExtractingEstimator.ColorsOrder)reader.ReadInt32(),
            reader.ReadBoolean(),
            reader.ReadValue<float>(),
            reader.ReadValue<float>(),
            reader.ReadBoolean()));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        base.SaveModel(ctx);
        ctx.Writer.Write((int)_options.Colors);
        ctx.Writer.Write((int)_options.Order);
        ctx.Writer.Write(_options.Interleaved);
        ctx.Writer.Write(_options.Offset);
        ctx.Writer.Write(_options.Scale);
        ctx.Writer.Write(_options.AsFloat);
    }

    private protected override ColumnMap Map(int index, DataViewSchema.Column input)
    {
        ImageDataViewType type = ImageShapes.RequireImage(input);
        if (type.Height == 0)
        {
            throw Contracts.WrongColumn("inputSchema", "input", input.Name, "known-size image", "unknown-size image");
        }

        int channels = _options.Channels(MLPixelFormat.Bgra32).Length;
        var vector = _options.Interleaved
            ? new VectorDataViewType(_options.ItemType, type.Height, type.Width, channels)
            : new VectorDataViewType(_options.ItemType, channels, type.Height, type.Width);
        return new(new(Columns[index].Output, vector), [input.Index], row => _options.AsFloat
            ? Getter(row, input.Index, type, vector.Size, [.. Enumerable.Range(0, 256).Select(v => (v - _options.Offset) * _options.Scale)])
            : Getter(row, input.Index, type, vector.Size, [.. Enumerable.Range(0, 256).Select(v => (byte)v)]));
    }

    /// <summary>What each of the 256 values of a byte becomes is computed once.</summary>
    private ValueGetter<VBuffer<T>> Getter<T>(DataViewRow row, int index, ImageDataViewType type, int size, T[] values)
    {
        ValueGetter<MLImage> get = row.GetGetter<MLImage>(row.Schema[index]);
        MLImage image = null;
        return (ref VBuffer<T> destination) =>
        {
            get(ref image);
            if (image is null)
            {
                destination = new VBuffer<T>(size, 0, [], []);
                return;
            }

            if (image.Height != type.Height || image.Width != type.Width)
            {
                throw new InvalidOperationException();
            }

            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, size);
            Extract(image, values, editor.Values);
            destination = editor.Commit();
        };
    }

    private void Extract<T>(MLImage image, T[] values, Span<T> destination)
    {
        ReadOnlySpan<byte> pixels = image.Pixels;
        int[] channels = _options.Channels(image.PixelFormat);
        (int step, int plane) = _options.Interleaved ? (channels.Length, 1) : (1, pixels.Length / 4);
        for (int channel = 0; channel < channels.Length; channel++)
        {
            for (int from = channels[channel], to = channel * plane; from < pixels.Length; from += 4, to += step)
            {
                destination[to] = values[pixels[from]];
            }
        }
    }
}
