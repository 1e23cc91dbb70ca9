using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Muon.MLNet.Images;

/// <summary>Reads the picture of the current row.</summary>
internal abstract class PixelReader(DataViewRow row, string columnName)
{
    protected PixelOrigin Origin => new(columnName, row.Position);

    public static PixelReader Create(DataViewRow row, DataViewSchema.Column column, PixelLayout layout) =>
        column.Type is ImageDataViewType
            ? new ImageReader(row, column)
            : new VectorReader(row, column, layout);

    /// <summary>Gets the size of the current picture, where the row itself tells it.</summary>
    public abstract ImageShape? CurrentShape();

    /// <summary>Reads the current picture as channels · height · width values.</summary>
    /// <exception cref="InvalidOperationException">It is not a picture of that size.</exception>
    public abstract void Read(ImageShape shape, Span<float> destination);

    private sealed class VectorReader(DataViewRow row, DataViewSchema.Column column, PixelLayout layout) : PixelReader(row, column.Name)
    {
        private readonly ValueGetter<VBuffer<float>> _getter = row.GetGetter<VBuffer<float>>(column);
        private VBuffer<float> _buffer;

        public override ImageShape? CurrentShape() => null;

        public override void Read(ImageShape shape, Span<float> destination)
        {
            _getter(ref _buffer);
            PixelConversion.FromVector(_buffer, shape, layout, Origin, destination);
        }
    }

    private sealed class ImageReader(DataViewRow row, DataViewSchema.Column column) : PixelReader(row, column.Name)
    {
        private readonly ValueGetter<MLImage> _getter = row.GetGetter<MLImage>(column);
        private MLImage? _image;

        public override ImageShape? CurrentShape()
        {
            _getter(ref _image!);
            return PixelConversion.ShapeOf(_image, Origin);
        }

        public override void Read(ImageShape shape, Span<float> destination)
        {
            _getter(ref _image!);
            PixelConversion.FromImage(_image, shape, Origin, destination);
        }
    }
}
