using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>The memory that one thread needs during a step, allocated once.</summary>
internal sealed class Lane : IDisposable
{
    private readonly Dictionary<(ScalarType Type, DeviceType Device, int Index, int Number), Tensor> _flat = [];

    /// <summary>For the orthogonalisation.</summary>
    public Scratch Scratch { get; } = new();

    /// <summary>The bytes that are allocated now.</summary>
    public long Bytes => Scratch.Bytes + _flat.Values.Sum(tensor => tensor.numel() * tensor.ElementSize);

    /// <summary>A run of entries that holds anything until the next call with the same type and number.</summary>
    /// <param name="like">Of the same type, on the same device.</param>
    /// <param name="number">Tells apart what is needed at the same time.</param>
    /// <param name="length">The number of entries.</param>
    /// <returns>(length): a view, to be disposed of.</returns>
    public Tensor Flat(Tensor like, int number, long length)
    {
        (ScalarType, DeviceType, int, int) key = (like.dtype, like.device_type, like.device.index, number);
        if (!_flat.TryGetValue(key, out Tensor? flat) || flat.numel() < length)
        {
            flat?.Dispose();
            flat = empty(length, dtype: like.dtype, device: like.device).DetachFromDisposeScope();
            _flat[key] = flat;
        }

        return flat.narrow(0, 0, length);
    }

    public void Dispose()
    {
        Scratch.Dispose();
        foreach (Tensor tensor in _flat.Values)
        {
            tensor.Dispose();
        }

        _flat.Clear();
    }
}
