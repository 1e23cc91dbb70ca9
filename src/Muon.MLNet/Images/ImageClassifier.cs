using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Muon.MLNet.Networks;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>A trained image network, and how its pictures are read.</summary>
/// <param name="network">The network; owned, unless it is that of <paramref name="original"/>.</param>
/// <param name="configuration">How its pictures are read.</param>
/// <param name="labels">The classes.</param>
/// <param name="device">Where the network is.</param>
/// <param name="original">The classifier that shares its network; null where this one owns it.</param>
internal sealed class ImageClassifier(
    ImageNetwork network, ImageModelConfiguration configuration, LabelValues labels, Device device, ImageClassifier? original = null) : IClassifier
{
    private bool _disposed;

    public LabelValues Labels => labels;

    public WeightLock WeightLock { get; } = new();

    public PredictionColumns Columns => configuration.Columns;

    public ImageModelConfiguration Configuration => configuration;

    ClassifierNetwork IClassifier.Network => Network;

    public ImageNetwork Network
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(MuonImageClassificationTransformer));
            return original is null ? network : original.Network;
        }
    }

    public Device Device => device;

    public DataViewType InputType => configuration.InputKind() switch
    {
        ImageInputKind.Path => TextDataViewType.Instance,
        ImageInputKind.Encoded => new VectorDataViewType(NumberDataViewType.Byte),
        ImageInputKind.Image => new ImageDataViewType(),
        _ => new VectorDataViewType(NumberDataViewType.Single, configuration.Network.PixelCount),
    };

    public ICarrierInput CarrierInput => configuration.InputKind() switch
    {
        ImageInputKind.Path => CarrierInputs.Path,
        ImageInputKind.Encoded => CarrierInputs.Encoded,
        ImageInputKind.Image => CarrierInputs.Image,
        _ => CarrierInputs.Vector,
    };

    private DataViewSchema.Column FindInput(DataViewSchema schema)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(Columns.Feature) ?? throw SchemaErrors.Missing("input", Columns.Feature);
        bool fits = ImageInputKinds.Of(column.Type) == configuration.InputKind()
            && (configuration.InputKind() != ImageInputKind.Vector || column.Type is VectorDataViewType { Size: var size } && (size == 0 || size == configuration.Network.PixelCount));
        return fits ? column : throw SchemaErrors.Mismatch("input", column.Name, InputType.ToString()!, column.Type.ToString()!);
    }

    public IReadOnlyList<DataViewSchema.Column> FindInputs(DataViewSchema schema) => [FindInput(schema)];

    public IInputBatch CreateBatch(DataViewRow row, int capacity)
    {
        _ = Network;
        DataViewSchema.Column column = FindInput(row.Schema);
        if (configuration.InputKind() == ImageInputKind.Vector)
        {
            VectorPixelReader reader = new(row, column, configuration.PixelLayout);
            return new VectorBatch(this, capacity, destination => reader.Read(Shape, destination));
        }

        return new PictureBatch(this, PictureReader.Create(row, column, configuration.InputKind()), () => row.Position);
    }

    /// <summary>The same network for the encoded pictures of a column.</summary>
    public ImageClassifier ReadEncoded(string column) => new(
        Network, configuration with { Columns = Columns with { Feature = column }, Kind = ImageInputKind.Encoded, IsImage = false }, labels, device, original: this);

    /// <summary>Scores one vector; for the saved form.</summary>
    public IInputBatch CreateBatch(VBuffer<float> vector) => new VectorBatch(
        this, capacity: 1, destination => PixelConversion.FromVector(vector, Shape, configuration.PixelLayout, new PixelOrigin(Columns.Feature, -1), destination));

    /// <summary>Scores one picture; for the saved form.</summary>
    public IInputBatch CreateBatch(PictureSource picture) => new PictureBatch(this, () => picture, () => -1);

    public byte[] ToPayload()
    {
        using WeightLock.Held held = WeightLock.Read();
        return configuration.Network is { Architecture: ImageArchitecture.Custom, CustomName: null }
            ? throw new InvalidOperationException("The model has a network of its own without a name, by which it could be found when it is loaded. Set CustomNetworkName before training.")
            : ImagePayload.Write(configuration, Network);
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            (original as IDisposable ?? network).Dispose();
        }
    }

    /// <summary>The probabilities of the classes.</summary>
    /// <param name="inputs">Pictures on the device, (batch, channels, height, width).</param>
    /// <param name="probabilities">Receives (batch, classes) values.</param>
    public void Score(Tensor inputs, Span<float> probabilities)
    {
        using WeightLock.Held held = WeightLock.Read();
        using var scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor scores = nn.functional.softmax(Network.forward(inputs), dim: 1); // (batch, classes)
        if (configuration.TestTimeFlip)
        {
            scores = scores.add(nn.functional.softmax(Network.forward(inputs.flip(3)), dim: 1)).div_(2);
        }

        scores.cpu().data<float>().ToArray().CopyTo(probabilities);
    }

    private ImageShape Shape => new(configuration.Network.Channels, configuration.Network.Height, configuration.Network.Width);
}
