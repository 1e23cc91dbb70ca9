using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>
/// The memory in which one optimizer orthogonalises: as much as its largest matrix needs, shared by all shapes, allocated at
/// the first step.
/// </summary>
internal sealed class Scratch : IDisposable
{
    private readonly Dictionary<ScalarType, long[]> _sizes = [];
    private readonly HashSet<(ScalarType Type, long Rows, long Columns)> _shapes = [];
    private readonly Dictionary<(ScalarType Type, int Number), Tensor> _storage = [];
    private readonly Dictionary<(ScalarType Type, long Rows, long Columns), ScratchProducts> _products = [];

    /// <summary>The bytes that are allocated now.</summary>
    public long Bytes => _storage.Values.Sum(tensor => tensor.numel() * tensor.ElementSize);

    /// <summary>Announces a shape; all that are known at the first step share the memory of the largest.</summary>
    public void Reserve(ScalarType type, long rows, long columns)
    {
        _shapes.Add((type, rows, columns));
        long[] wanted = ScratchProducts.Sizes(rows, columns);
        if (!_sizes.TryGetValue(type, out long[]? sizes))
        {
            _sizes.Add(type, wanted);
            return;
        }

        if (wanted.Zip(sizes).Any(pair => pair.First > pair.Second))
        {
            // Views of the old memory would be too short.
            Dispose();
            _sizes[type] = [.. wanted.Zip(sizes, Math.Max)];
        }
    }

    /// <summary>Allocates the memory for all announced shapes.</summary>
    public void Allocate()
    {
        foreach ((ScalarType type, long rows, long columns) in _shapes.ToArray())
        {
            _ = For(type, rows, columns);
        }
    }

    /// <summary>The products for matrices of a shape.</summary>
    public ScratchProducts For(ScalarType type, long rows, long columns)
    {
        if (!_products.TryGetValue((type, rows, columns), out ScratchProducts? products))
        {
            Reserve(type, rows, columns);
            products = new ScratchProducts(number => Storage(type, number), rows, columns, type);
            _products.Add((type, rows, columns), products);
        }

        return products;
    }

    public void Dispose()
    {
        foreach (IDisposable owned in _products.Values.Concat<IDisposable>(_storage.Values))
        {
            owned.Dispose();
        }

        _products.Clear();
        _storage.Clear();
    }

    private Tensor Storage(ScalarType type, int number)
    {
        if (!_storage.TryGetValue((type, number), out Tensor? storage))
        {
            storage = empty(_sizes[type][number], dtype: type).DetachFromDisposeScope();
            _storage.Add((type, number), storage);
        }

        return storage;
    }
}
