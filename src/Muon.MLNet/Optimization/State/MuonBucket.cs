using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Weights that are matrices of one shape, orthogonalised as one batch.</summary>
internal sealed class MuonBucket : Bucket
{
    private readonly MuonKernel _kernel;
    private readonly MatrixShape _matrix;
    private readonly double _factor;
    private readonly double _beta2;
    private readonly Tensor _momentum;
    private readonly Tensor? _rowVelocity;
    private readonly Lazy<(Tensor All, Tensor[] Each)> _work;

    public MuonBucket(
        IReadOnlyList<(int Index, TrainedParameter Parameter)> members,
        MatrixShape matrix,
        double factor,
        MuonOptions options,
        ScratchMemory scratch)
        : base(members, options.WeightDecay ?? 0, options)
    {
        _kernel = new MuonKernel(options);
        _matrix = matrix;
        _factor = factor;
        _beta2 = options.NorMuonBeta2;
        (long batch, long rows, long columns) = matrix;
        _momentum = NewBuffer([members.Count * batch, rows, columns]);
        for (int i = 0; i < members.Count; i++)
        {
            TrainedParameter parameter = members[i].Parameter;
            parameter.State.Momentum = View(_momentum, i * batch, batch, parameter.Value.shape);
        }

        if (options.NorMuon)
        {
            long[] outputs = options.Layout is WeightLayout.OutputInput ? [batch, rows, 1] : [batch, 1, columns];
            _rowVelocity = NewBuffer([members.Count * batch, outputs[1], outputs[2]]);
            for (int i = 0; i < members.Count; i++)
            {
                members[i].Parameter.State.RowVelocity = View(_rowVelocity, i * batch, batch, outputs);
            }
        }

        Tensor like = members[0].Parameter.Value;
        long entries = members.Count * batch * rows * columns;
        scratch.Reserve(entries, like.dtype, like.device);
        _work = new(() =>
        {
            using Tensor flat = scratch.Take(entries, like.dtype, like.device);
            Tensor all = Own(View(flat, 0, entries, _momentum.shape));
            return (all, [.. members.Select((member, i) => Own(View(all, i * batch, batch, member.Parameter.Value.shape)))]);
        });
    }

    public override void Update(Tensor?[] gradients, in StepNumbers numbers)
    {
        // Usually one run; parameters without a gradient keep weights and state, and split it.
        int start = 0;
        while (start < Members.Count)
        {
            int end = start;
            while (end < Members.Count && gradients[Members[end].Index] is not null)
            {
                end++;
            }

            if (end > start)
            {
                using DisposeScope scope = NewDisposeScope();
                UpdateRun(start, end - start, gradients, numbers);
            }

            start = end + 1;
        }
    }

    // Consecutive members, all of which have a gradient.
    private void UpdateRun(int start, int count, Tensor?[] gradients, in StepNumbers numbers)
    {
        (Tensor all, Tensor[] each) = _work.Value;
        for (int i = start; i < start + count; i++)
        {
            each[i].copy_(gradients[Members[i].Index]!);
        }

        long batch = _matrix.Batch;
        Tensor gradient = Part(all);                                                 // (count·batch, rows, columns)
        Tensor momentum = Part(_momentum);                                           // (count·batch, rows, columns)
        Tensor direction = _kernel.Direction(momentum, gradient, numbers.Momentum);  // (count·batch, rows, columns)
        if (_rowVelocity is not null)
        {
            direction = RowNormalization.Apply(direction, Part(_rowVelocity), _beta2);
        }

        for (int i = 0; i < count; i++)
        {
            TrainedParameter parameter = Members[start + i].Parameter;
            Tensor weight = parameter.Value;
            Tensor update = direction.narrow(0, i * batch, batch).reshape(weight.shape);
            Decay(parameter, weight, update, each[start + i], numbers.LearningRate);
            weight.PlusInPlace(-numbers.LearningRate * _factor, update);             // W ← W − lr·factor·O
        }

        Tensor Part(Tensor stacked) => count == Members.Count ? stacked : stacked.narrow(0, start * batch, count * batch);
    }
}
