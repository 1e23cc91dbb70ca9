using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

public sealed class ImageResizingEstimator : TrivialEstimator<ImageResizingTransformer>
{
    private readonly (string Output, string Input) _columns;
    private readonly Resizing _options;

    internal ImageResizingEstimator((string Output, string Input) columns, Resizing options)
        : base(new ImageResizingTransformer([columns], options)) => (_columns, _options) = (columns, options);

    public enum ResizingKind : byte
    {
        IsoPad,
        IsoCrop,
        Fill,
    }

    public enum Anchor : byte
    {
        Right,
        Left,
        Top,
        Bottom,
        Center,
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ImageShapes.RequireImage(inputSchema, _columns.Input);
        return inputSchema.With([SchemaShape.Column.Of(_columns.Output, new ImageDataViewType(_options.Height, _options.Width))]);
    }
}

internal sealed record Resizing(int Width, int Height, ImageResizingEstimator.ResizingKind Kind, ImageResizingEstimator.Anchor Anchor);

public sealed class ImageResizingTransformer : OneToOneTransformerBase
{
    private readonly Resizing _options;

    internal ImageResizingTransformer((string Output, string Input)[] columns, Resizing options)
        : base(columns)
    {
        Contracts.CheckParam(options.Width > 0, "imageWidth");
        Contracts.CheckParam(options.Height > 0, "imageHeight");
        Contracts.CheckParam(Enum.IsDefined(options.Kind), "resizing");
        Contracts.CheckParam(Enum.IsDefined(options.Anchor), "anchor");
        _options = options;
    }

    internal static ImageResizingTransformer Load(ModelLoadContext ctx)
    {
        (string, string)[] columns = ctx.Reader.ReadPairs();
        return new(columns, new(
            ctx.Reader.ReadInt32(),
            ctx.Reader.ReadInt32(),
            (ImageResizingEstimator.ResizingKind)ctx.Reader.ReadInt32(),
            (ImageResizingEstimator.Anchor)ctx.Reader.ReadInt32()));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        base.SaveModel(ctx);
        ctx.Writer.Write(_options.Width);
        ctx.Writer.Write(_options.Height);
        ctx.Writer.Write((int)_options.Kind);
        ctx.Writer.Write((int)_options.Anchor);
    }

    private protected override ColumnMap Map(int index, DataViewSchema.Column input)
    {
        ImageShapes.RequireImage(input);
        return new(new(Columns[index].Output, new ImageDataViewType(_options.Height, _options.Width)), [input.Index], row => Getter(row, input.Index));
    }

    private ValueGetter<MLImage> Getter(DataViewRow row, int index)
    {
        ValueGetter<MLImage> get = row.GetGetter<MLImage>(row.Schema[index]);
        return (ref MLImage destination) =>
        {
            destination?.Dispose();
            destination = null;
            MLImage source = null;
            get(ref source);
            destination = source is null || (source.Width == _options.Width && source.Height == _options.Height) ? source : Resize(source);
        };
    }

    private MLImage Resize(MLImage source)
    {
        MLImage result;
        if (_options.Kind == ImageResizingEstimator.ResizingKind.Fill)
        {
            result = MLImage.Own(_options.Width, _options.Height, source.PixelFormat, ImageScaling.Nearest(source, _options.Width, _options.Height));
        }
        else
        {
            (int left, int top, int width, int height) = Place(source);
            result = MLImage.Own(_options.Width, _options.Height, MLPixelFormat.Bgra32, ImageScaling.Smooth(source, left, top, width, height, _options.Width, _options.Height));
        }

        result.Tag = source.Tag;
        return result;
    }

    /// <summary>Where the whole source lies in the result: inside with margins for IsoPad, beyond its edges for IsoCrop.</summary>
    private (int Left, int Top, int Width, int Height) Place(MLImage source)
    {
        float across = (float)_options.Width / source.Width;
        float down = (float)_options.Height / source.Height;
        bool pad = _options.Kind == ImageResizingEstimator.ResizingKind.IsoPad;
        bool wide = pad ? across < down : across > down; // whether the width decides
        float scale = wide ? across : down;
        int left = 0;
        int top = 0;
        if (wide)
        {
            top = Offset(_options.Height, source.Height * scale, ImageResizingEstimator.Anchor.Top, ImageResizingEstimator.Anchor.Bottom);
        }
        else
        {
            left = Offset(_options.Width, source.Width * scale, ImageResizingEstimator.Anchor.Left, ImageResizingEstimator.Anchor.Right);
        }

        return (left, top, (int)(source.Width * scale), (int)(source.Height * scale));

        int Offset(int room, float length, ImageResizingEstimator.Anchor start, ImageResizingEstimator.Anchor end) =>
            pad || (_options.Anchor != start && _options.Anchor != end) ? (int)((room - length) / 2)
            : _options.Anchor == start ? 0
            : (int)(room - length);
    }
}
