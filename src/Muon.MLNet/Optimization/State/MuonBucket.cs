using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Weights that are matrices of one shape, orthogonalised as one batch.</summary>
internal sealed class MuonBucket : Bucket
{
    private readonly MuonKernel _kernel;
    private readonly MatrixShape _matrix;
    private readonly double _factor;
    private readonly double _decay;
    private readonly Tensor _momentum;

    public MuonBucket(
        IReadOnlyList<(int Index, TrainedParameter Parameter)> members, MatrixShape matrix, double factor, MuonOptions options)
        : base(members)
    {
        _kernel = new MuonKernel(options);
        _matrix = matrix;
        _factor = factor;
        _decay = options.WeightDecay ?? 0;
        _momentum = NewBuffer(members.Count * matrix.Batch, matrix.Rows, matrix.Columns);
        for (int i = 0; i < members.Count; i++)
        {
            TrainedParameter parameter = members[i].Parameter;
            parameter.State.Momentum = View(_momentum, i * matrix.Batch, matrix.Batch, parameter);
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

        for (int i = 0; i < count; i++)
        {
            Tensor weight = Members[start + i].Parameter.Value;
            Tensor update = direction.narrow(0, i * batch, batch).reshape(weight.shape);
            DecoupledDecay.Apply(weight, numbers.LearningRate, _decay);
            weight.PlusInPlace(-numbers.LearningRate * _factor, update);             // W ← W − lr·factor·O
        }
    }
}
