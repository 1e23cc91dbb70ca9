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
    private readonly double _beta2;
    private readonly Tensor _momentum;
    private readonly Tensor? _rowVelocity;
    private readonly bool _oneByOne;

    public MuonBucket(
        IReadOnlyList<(int Index, TrainedParameter Parameter)> members, MatrixShape matrix, double factor, MuonOptions options)
        : base(members, options.WeightDecay ?? 0, options)
    {
        _kernel = new MuonKernel(options);
        _matrix = matrix;
        _factor = factor;
        _beta2 = options.NorMuonBeta2;
        _oneByOne = NewtonSchulz.OneByOne(members[0].Parameter.Value.device_type, matrix.Rows, matrix.Columns);
        (long batch, long rows, long columns) = matrix;
        _momentum = NewBuffer([members.Count * batch, rows, columns]);
        long[] outputs = options.Layout is WeightLayout.OutputInput ? [batch, rows, 1] : [batch, 1, columns];
        _rowVelocity = options.NorMuon ? NewBuffer([members.Count * batch, outputs[1], outputs[2]]) : null;
        for (int i = 0; i < members.Count; i++)
        {
            TrainedParameter parameter = members[i].Parameter;
            parameter.State.Momentum = View(_momentum, i * batch, batch, parameter.Value.shape);
            parameter.State.RowVelocity = _rowVelocity is null ? null : View(_rowVelocity, i * batch, batch, outputs);
        }

        Tensor like = members[0].Parameter.Value;
        long matrices = members.Count * matrix.Batch;
        Operations = matrices * (_kernel.NewtonSchulz.Operations(like.dtype, like.device_type, matrix.Rows, matrix.Columns)
            + (PassesPerUpdate * OperationsPerPass * matrix.Rows * matrix.Columns));
    }

    public override double Operations { get; }

    public override void Reserve(Lane lane)
    {
        ReserveForDecay(lane, _matrix.Batch * _matrix.Rows * _matrix.Columns);
        if (_oneByOne)
        {
            _kernel.NewtonSchulz.Reserve(lane.Scratch, _momentum.dtype, _matrix.Rows, _matrix.Columns);
        }
    }

    protected override void UpdateRun(int start, int count, Tensor?[] gradients, in StepNumbers numbers, Lane lane)
    {
        if (!_oneByOne)
        {
            UpdateStack(start, count, gradients, numbers, lane);
            return;
        }

        for (int i = start; i < start + count; i++)
        {
            UpdateEach(i, gradients[Members[i].Index]!, numbers, lane);
        }
    }

    private void UpdateStack(int start, int count, Tensor?[] gradients, in StepNumbers numbers, Lane lane)
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
        direction = Normalize(direction, start * batch);
        for (int i = 0; i < count; i++)
        {
            TrainedParameter parameter = Members[start + i].Parameter;
            Apply(parameter, parameter.Value, direction.narrow(0, i * batch, batch), numbers, lane);
        }
    }

    private void UpdateEach(int member, Tensor gradient, in StepNumbers numbers, Lane lane)
    {
        TrainedParameter parameter = Members[member].Parameter;
        Tensor weight = parameter.Value;
        long slice = weight.size(0) / _matrix.Batch;
        for (long i = 0; i < _matrix.Batch; i++)
        {
            long position = (member * _matrix.Batch) + i;
            Tensor g = gradient.narrow(0, i * slice, slice).reshape(_matrix.Rows, _matrix.Columns);
            Tensor direction = _kernel.Direction(_momentum[position], g, numbers.Momentum, lane.Scratch);
            direction = _rowVelocity is null ? direction : Normalize(direction.unsqueeze(0), position);
            Apply(parameter, weight.narrow(0, i * slice, slice), direction, numbers, lane);
        }
    }

    // NorMuon, where it is on. (matrices, rows, columns), of which the first has the given position in the bucket.
    private Tensor Normalize(Tensor direction, long position) => _rowVelocity is null
        ? direction
        : RowNormalization.Apply(direction, _rowVelocity.narrow(0, position, direction.size(0)), _beta2);

    // W ← W − ratio·lr·factor·O
    private void Apply(TrainedParameter parameter, Tensor weight, Tensor direction, in StepNumbers numbers, Lane lane)
    {
        Tensor update = direction.reshape(weight.shape);
        double learningRate = numbers.For(parameter).LearningRate;
        Decay(parameter, weight, update, lane, learningRate);
        weight.PlusInPlace(-learningRate * _factor, update);
    }
}
