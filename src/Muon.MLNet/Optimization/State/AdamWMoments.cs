using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Both moments of all parameters of one type on one device that take the AdamW step, each as one flat run.</summary>
internal sealed class AdamWMoments : IDisposable
{
    private readonly Tensor _first;
    private readonly Tensor _second;
    private readonly long[] _offsets;

    public AdamWMoments(IReadOnlyList<(int Index, TrainedParameter Parameter)> members)
    {
        Tensor like = members[0].Parameter.Value;
        _offsets = new long[members.Count + 1];
        for (int i = 0; i < members.Count; i++)
        {
            _offsets[i + 1] = _offsets[i] + members[i].Parameter.Row.Count;
        }

        _first = zeros(_offsets[^1], like.dtype, like.device).DetachFromDisposeScope();
        _second = zeros(_offsets[^1], like.dtype, like.device).DetachFromDisposeScope();
        for (int i = 0; i < members.Count; i++)
        {
            TrainedParameter parameter = members[i].Parameter;
            parameter.State.Momentum = Bucket.View(_first, _offsets[i], parameter.Row.Count, parameter.Value.shape);
            parameter.State.Velocity = Bucket.View(_second, _offsets[i], parameter.Row.Count, parameter.Value.shape);
        }
    }

    /// <summary>Where the entries of a member start.</summary>
    public long OffsetOf(int member) => _offsets[member];

    /// <summary>m, (length), from an entry on.</summary>
    public Tensor First(long start, long length) => _first.narrow(0, start, length);

    /// <summary>v, (length), from an entry on.</summary>
    public Tensor Second(long start, long length) => _second.narrow(0, start, length);

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }
}
