using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Networks;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Text;

/// <summary>A trained text network, and how its texts are read.</summary>
internal sealed class TextClassifier(ClassifierNetwork network, TextModelConfiguration configuration, ITextInput input, LabelValues labels, Device device) : IClassifier
{
    private bool _disposed;

    public LabelValues Labels => labels;

    public WeightLock WeightLock { get; } = new();

    public PredictionColumns Columns => configuration.Columns;

    public TextModelConfiguration Configuration => configuration;

    public ITextInput Input => input;

    public DataViewType InputType => TextDataViewType.Instance;

    public ICarrierInput CarrierInput => Columns.SecondFeature is null ? CarrierInputs.Text : CarrierInputs.TextPair;

    public IReadOnlyList<DataViewSchema.Column> FindInputs(DataViewSchema schema) => TextColumn.Find(schema, Columns.Feature, Columns.SecondFeature);

    public IInputBatch CreateBatch(DataViewRow row, int capacity)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(MuonTextClassificationTransformer));
        (Func<ReadOnlyMemory<char>> first, Func<ReadOnlyMemory<char>> second) = TextColumn.Readers(row, FindInputs(row.Schema));
        return new TextRows(this, () => (first(), second()));
    }

    /// <summary>Scores texts; for the saved form.</summary>
    public IInputBatch CreateBatch(ReadOnlyMemory<char> first, ReadOnlyMemory<char> second) => new TextRows(this, () => (first, second));

    public byte[] ToPayload()
    {
        using WeightLock.Held held = WeightLock.Read();
        return configuration is { Custom: not null, CustomName: null }
            ? throw new InvalidOperationException("The model has a network of its own without a name, by which it could be found when it is loaded. Set CustomNetworkName before training.")
            : TextPayload.Write(configuration, Network);
    }

    public ClassifierNetwork Network
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(MuonTextClassificationTransformer));
            return network;
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            network.Dispose();
        }
    }

    /// <summary>The probabilities of the classes.</summary>
    /// <param name="texts">Encoded texts.</param>
    /// <param name="probabilities">Receives (texts, classes) values.</param>
    public void Score(ReadOnlySpan<EncodedText> texts, Span<float> probabilities)
    {
        using WeightLock.Held held = WeightLock.Read();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor scores = nn.functional.softmax(Network.forward(input.ToTensor(texts, device)), dim: 1); // (batch, classes)
        scores.cpu().data<float>().ToArray().CopyTo(probabilities);
    }
}
