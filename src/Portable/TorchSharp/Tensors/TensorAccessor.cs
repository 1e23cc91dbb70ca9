using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>The elements of a CPU tensor in row-major order, whatever its strides. It keeps the tensor alive.</summary>
public sealed class TensorAccessor<T> : IEnumerable<T>, IDisposable
    where T : unmanaged
{
    private readonly Tensor tensor;
    private readonly nint start;
    private readonly long[] shape;
    private readonly long[] stride;
    private readonly bool contiguous;

    internal TensorAccessor(Tensor tensor)
    {
        this.tensor = tensor;
        start = tensor.Data();
        shape = tensor.shape;
        stride = tensor.stride();
        contiguous = tensor.is_contiguous();
        Count = tensor.numel();
    }

    private long Count { get; }

    public T this[params long[] indices]
    {
        get => Element(Offset(indices));
        set => Element(Offset(indices)) = value;
    }

    public T[] ToArray()
    {
        var result = new T[Count];
        CopyTo(result.AsSpan());
        return result;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    private void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        Span<T> target = array[arrayIndex..];
        int count = (int)Math.Min(target.Length, Count - tensorIndex);
        if (contiguous)
        {
            Block(tensorIndex, count).CopyTo(target);
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                target[i] = Element(Offset(tensorIndex + i));
            }
        }

        GC.KeepAlive(tensor);
    }

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ReadOnlySpan<T> source = array[arrayIndex..];
        int count = (int)Math.Min(source.Length, Count - tensorIndex);
        if (contiguous)
        {
            source[..count].CopyTo(Block(tensorIndex, count));
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                Element(Offset(tensorIndex + i)) = source[i];
            }
        }

        GC.KeepAlive(tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
        {
            yield return Element(contiguous ? i : Offset(i));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Nothing is held that the garbage collector does not release.
    public void Dispose()
    {
    }

    private unsafe Span<T> Block(long first, int count) => new((byte*)start + (first * sizeof(T)), count);

    private unsafe ref T Element(long offset) => ref ((T*)start)[offset];

    private long Offset(long[] indices)
    {
        if (indices.Length == 1 && shape.Length != 1)
        {
            return indices[0] >= 0 && indices[0] < Count ? Offset(indices[0]) : throw new IndexOutOfRangeException();
        }

        if (indices.Length != shape.Length)
        {
            throw new IndexOutOfRangeException();
        }

        long offset = 0;
        for (int d = 0; d < shape.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= shape[d])
            {
                throw new IndexOutOfRangeException();
            }

            offset += indices[d] * stride[d];
        }

        return offset;
    }

    private long Offset(long index)
    {
        long offset = 0;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            (index, long at) = Math.DivRem(index, shape[d]);
            offset += at * stride[d];
        }

        return offset;
    }
}
