using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Images;

/// <summary>Reads the picture of the current row from a vector of floats.</summary>
internal sealed class VectorPixelReader(DataViewRow row, DataViewSchema.Column column, PixelLayout layout)
{
    private readonly ValueGetter<VBuffer<float>> _getter = row.GetGetter<VBuffer<float>>(column);
    private VBuffer<float> _buffer;

    /// <summary>Reads the current picture as channels · height · width values.</summary>
    /// <exception cref="InvalidOperationException">It is not a picture of that size, or a value is not finite.</exception>
    public void Read(ImageShape shape, Span<float> destination)
    {
        _getter(ref _buffer);
        PixelConversion.FromVector(_buffer, shape, layout, new PixelOrigin(column.Name, row.Position), destination);
    }
}
