using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Muon.MLNet.Networks;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>A trained image network, and how its pictures are read.</summary>
internal sealed class ImageClassifier(ClassifierNetwork network, ImageModelConfiguration configuration, LabelValues labels, Device device) : IClassifier
{
    private readonly ImageShape _shape = new(configuration.Network.Channels, configuration.Network.Height, configuration.Network.Width);
    private bool _disposed;

    public LabelValues Labels => labels;

    public PredictionColumns Columns => configuration.Columns;

    public DataViewType InputType => configuration.IsImage
        ? new ImageDataViewType(_shape.Height, _shape.Width)
        : new VectorDataViewType(NumberDataViewType.Single, _shape.PixelCount);

    public ICarrierInput CarrierInput => configuration.IsImage ? ImageCarrierInput.Instance : VectorCarrierInput.Instance;

    public DataViewSchema.Column FindInput(DataViewSchema schema)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(Columns.Feature) ?? throw SchemaErrors.Missing("input", Columns.Feature);
        bool fits = configuration.IsImage
            ? column.Type is ImageDataViewType
            : column.Type is VectorDataViewType vector && vector.ItemType.Equals(NumberDataViewType.Single) && (vector.Size == 0 || vector.Size == _shape.PixelCount);
        return fits ? column : throw SchemaErrors.Mismatch("input", column.Name, InputType.ToString()!, column.Type.ToString()!);
    }

    public IInputBatch CreateBatch(DataViewRow row, int capacity)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(MuonImageClassificationTransformer));
        PixelReader reader = PixelReader.Create(row, FindInput(row.Schema), configuration.PixelLayout);
        return new ImageBatch(this, capacity, destination => reader.Read(_shape, destination));
    }

    /// <summary>Scores one picture that is already (channels, height, width) values; for the saved form.</summary>
    public IInputBatch CreateBatch(Action<ImageShape, Span<float>> read) =>
        new ImageBatch(this, capacity: 1, destination => read(_shape, destination));

    public PixelLayout PixelLayout => configuration.PixelLayout;

    public byte[] ToPayload()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(MuonImageClassificationTransformer));
        return ImagePayload.Write(configuration, network);
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            network.Dispose();
        }
    }

    private void Score(float[] pixels, int count, Span<float> probabilities)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(MuonImageClassificationTransformer));
        using var scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor inputs = ImageExamples.ToTensor(pixels, count, configuration.Network, device);
        Tensor scores = nn.functional.softmax(network.forward(inputs), dim: 1).cpu(); // (count, classes)
        scores.data<float>().ToArray().CopyTo(probabilities);
    }

    private sealed class ImageBatch(ImageClassifier owner, int capacity, ImageBatch.ReadPixels read) : IInputBatch
    {
        private readonly int _pixels = owner._shape.PixelCount;
        private float[] _values = new float[owner._shape.PixelCount];

        public delegate void ReadPixels(Span<float> destination);

        public int Count { get; private set; }

        public void Add()
        {
            if ((Count + 1) * _pixels > _values.Length)
            {
                Array.Resize(ref _values, Math.Min(_values.Length * 2, capacity * _pixels));
            }

            read(_values.AsSpan(Count * _pixels, _pixels));
            Count++;
        }

        public void Score(Span<float> probabilities)
        {
            int count = Count;
            Count = 0;
            owner.Score(count * _pixels == _values.Length ? _values : _values[..(count * _pixels)], count, probabilities);
        }
    }
}
