using System.Runtime.InteropServices;
using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>Vectors that wait to be scored together; they are read straight into the memory of the tensor that the network gets.</summary>
internal sealed class VectorBatch(ImageClassifier owner, int capacity, VectorBatch.ReadPixels read) : IInputBatch
{
    private readonly ImageNetworkConfiguration _shape = owner.Configuration.Network;
    private Tensor? _inputs; // (capacity, channels, height, width) on the CPU, from the first row until they are scored

    public delegate void ReadPixels(Span<float> destination);

    public int Count { get; private set; }

    public void Add()
    {
        _inputs ??= empty([capacity, _shape.Channels, _shape.Height, _shape.Width], ScalarType.Float32).DetachFromDisposeScope();
        read(MemoryMarshal.Cast<byte, float>(_inputs.bytes).Slice(Count * _shape.PixelCount, _shape.PixelCount));
        Count++;
    }

    public void Score(Span<float> probabilities)
    {
        using Tensor inputs = _inputs ?? throw new InvalidOperationException("There is no row to score.");
        using Tensor rows = inputs.narrow(0, 0, Count);
        using Tensor onDevice = rows.to(owner.Device);
        (_inputs, Count) = (null, 0);
        owner.Score(onDevice, probabilities);
    }
}
