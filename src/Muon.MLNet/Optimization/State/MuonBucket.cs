using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>
/// Weights that are matrices of one shape. Small ones are orthogonalised as one stack; large ones, of which a bucket holds one,
/// matrix by matrix in scratch memory.
/// </summary>
internal sealed class MuonBucket : Bucket
{
    private const int PassesPerUpdate = 12;

    private readonly MuonKernel _kernel;
    private readonly MatrixShape _matrix;
    private readonly double _factor;
    private readonly double _decay;
    private readonly Tensor _momentum;
    private readonly bool _oneByOne;

    public MuonBucket(
        IReadOnlyList<(int Index, TrainedParameter Parameter)> members, MatrixShape matrix, double factor, MuonOptions options)
        : base(members)
    {
        _kernel = new MuonKernel(options);
        _matrix = matrix;
        _factor = factor;
        _decay = options.WeightDecay ?? 0;
        _oneByOne = NewtonSchulz.OneByOne(members[0].Parameter.Value.device_type, matrix.Rows, matrix.Columns);
        _momentum = NewBuffer(members.Count * matrix.Batch, matrix.Rows, matrix.Columns);
        for (int i = 0; i < members.Count; i++)
        {
            TrainedParameter parameter = members[i].Parameter;
            parameter.State.Momentum = View(_momentum, i * matrix.Batch, matrix.Batch, parameter);
        }

        Tensor like = members[0].Parameter.Value;
        long matrices = members.Count * matrix.Batch;
        Operations = matrices * (_kernel.NewtonSchulz.Operations(like.dtype, like.device_type, matrix.Rows, matrix.Columns)
            + (PassesPerUpdate * OperationsPerPass * matrix.Rows * matrix.Columns));
    }

    public override double Operations { get; }

    public override void Reserve(Lane lane)
    {
        if (_oneByOne)
        {
            _kernel.NewtonSchulz.Reserve(lane.Scratch, _momentum.dtype, _matrix.Rows, _matrix.Columns);
        }
    }

    protected override void UpdateRun(int start, int count, Tensor?[] gradients, in StepNumbers numbers, Lane lane)
    {
        if (!_oneByOne)
        {
            UpdateStack(start, count, gradients, numbers);
            return;
        }

        for (int i = start; i < start + count; i++)
        {
            UpdateEach(i, gradients[Members[i].Index]!, numbers, lane);
        }
    }

    private void UpdateStack(int start, int count, Tensor?[] gradients, in StepNumbers numbers)
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
            Apply(Members[start + i].Parameter.Value, direction.narrow(0, i * batch, batch), numbers);
        }
    }

    private void UpdateEach(int member, Tensor gradient, in StepNumbers numbers, Lane lane)
    {
        Tensor weight = Members[member].Parameter.Value;
        long slice = weight.size(0) / _matrix.Batch;
        for (long i = 0; i < _matrix.Batch; i++)
        {
            Tensor g = gradient.narrow(0, i * slice, slice).reshape(_matrix.Rows, _matrix.Columns);
            Tensor momentum = _momentum[(member * _matrix.Batch) + i];
            Tensor direction = _kernel.Direction(momentum, g, numbers.Momentum, lane.Scratch);
            Apply(weight.narrow(0, i * slice, slice), direction, numbers);
        }
    }

    // W ← W − lr·factor·O
    private void Apply(Tensor weight, Tensor direction, in StepNumbers numbers)
    {
        DecoupledDecay.Apply(weight, numbers.LearningRate, _decay);
        weight.PlusInPlace(-numbers.LearningRate * _factor, direction.reshape(weight.shape));
    }
}
