using Muon.MLNet.Prediction;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>Vectors that wait to be scored together.</summary>
internal sealed class VectorBatch(ImageClassifier owner, int capacity, VectorBatch.ReadPixels read) : IInputBatch
{
    private readonly int _pixels = owner.Configuration.Network.PixelCount;
    private float[] _values = new float[owner.Configuration.Network.PixelCount];

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
        float[] values = count * _pixels == _values.Length ? _values : _values[..(count * _pixels)];
        using Tensor inputs = VectorExamples.ToTensor(values, count, owner.Configuration.Network, owner.Device);
        owner.Score(inputs, probabilities);
    }
}
