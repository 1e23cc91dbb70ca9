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

    public MuonBucket(
        IReadOnlyList<(int Index, TrainedParameter Parameter)> members, MatrixShape matrix, double factor, MuonOptions options)
        : base(members, options.WeightDecay ?? 0, options)
    {
        _kernel = new MuonKernel(options);
        _matrix = matrix;
        _factor = factor;
        _beta2 = options.NorMuonBeta2;
        _momentum = NewBuffer([members.Count * matrix.Batch, matrix.Rows, matrix.Columns]);
        for (int i = 0; i < members.Count; i++)
        {
            TrainedParameter parameter = members[i].Parameter;
            parameter.State.Momentum = View(_momentum, i * matrix.Batch, matrix.Batch, parameter);
        }

        if (options.NorMuon)
        {
            (long rows, long columns) = options.Layout is WeightLayout.OutputInput ? (matrix.Rows, 1L) : (1L, matrix.Columns);
            _rowVelocity = NewBuffer([members.Count * matrix.Batch, rows, columns]);
            for (int i = 0; i < members.Count; i++)
            {
                members[i].Parameter.State.RowVelocity =
                    _rowVelocity.narrow(0, i * matrix.Batch, matrix.Batch).DetachFromDisposeScope();
            }
        }
    }

    protected override void UpdateRun(int start, int count, Tensor?[] gradients, in StepNumbers numbers)
    {
        (long batch, long rows, long columns) = _matrix;
        Tensor[] parts = new Tensor[count];
        for (int i = 0; i < count; i++)
        {
            parts[i] = gradients[Members[start + i].Index]!.reshape(batch, rows, columns);
        }

        Tensor gradient = count == 1 ? parts[0] : cat(parts, 0);                     // (count·batch, rows, columns)
        Tensor momentum = _momentum.narrow(0, start * batch, count * batch);         // (count·batch, rows, columns)
        Tensor direction = _kernel.Direction(momentum, gradient, numbers.Momentum);  // (count·batch, rows, columns)
        if (_rowVelocity is not null)
        {
            Tensor velocity = _rowVelocity.narrow(0, start * batch, count * batch);
            direction = RowNormalization.Apply(direction, velocity, _beta2);         // (count·batch, rows, columns)
        }

        for (int i = 0; i < count; i++)
        {
            TrainedParameter parameter = Members[start + i].Parameter;
            Tensor weight = parameter.Value;
            Tensor update = direction.narrow(0, i * batch, batch).reshape(weight.shape);
            Decay(parameter, weight, update, numbers.LearningRate);
            weight.PlusInPlace(-numbers.LearningRate * _factor, update);             // W ← W − lr·factor·O
        }
    }
}
