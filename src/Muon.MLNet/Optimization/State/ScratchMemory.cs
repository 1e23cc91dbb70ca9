using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>
/// Memory for intermediate results, one run of entries per type and device, which all buckets use in turn: buckets reserve
/// while they are built, and take at their first update, so that no step after it allocates.
/// </summary>
internal sealed class ScratchMemory : IDisposable
{
    private readonly Dictionary<(ScalarType Type, string Device), long> _reserved = [];
    private readonly Dictionary<(ScalarType Type, string Device), Tensor> _buffers = [];

    /// <summary>Announces that so many entries will be taken.</summary>
    public void Reserve(long entries, ScalarType type, Device device)
    {
        var key = (type, device.ToString());
        _reserved[key] = Math.Max(entries, _reserved.GetValueOrDefault(key));
    }

    /// <summary>The first entries; their content is what the last user left.</summary>
    /// <returns>(entries), a view that the caller owns.</returns>
    public Tensor Take(long entries, ScalarType type, Device device)
    {
        var key = (type, device.ToString());
        if (!_buffers.TryGetValue(key, out Tensor? buffer))
        {
            _buffers.Add(key, buffer = zeros([_reserved[key]], type, device).DetachFromDisposeScope());
        }

        return buffer.narrow(0, 0, entries).DetachFromDisposeScope();
    }

    public void Dispose()
    {
        foreach (Tensor buffer in _buffers.Values)
        {
            buffer.Dispose();
        }
    }
}
