using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>One table, of which each step updates the rows that its batch touched.</summary>
internal sealed class RowWiseBucket : Bucket
{
    private const int PassesPerUpdate = 2;

    private readonly RowWiseAdamWKernel _kernel;

    public RowWiseBucket((int Index, TrainedParameter Parameter) member, MuonOptions options)
        : base([member], options.AdamWeightDecay ?? options.WeightDecay ?? 0, options)
    {
        _kernel = new RowWiseAdamWKernel(options);
        ParameterState state = member.Parameter.State;
        long[] shape = member.Parameter.Value.shape;
        state.Momentum = NewBuffer(shape);
        state.Velocity = NewBuffer(shape);
        state.RowSteps = NewBuffer([shape[0]], ScalarType.Float64);
    }

    // Looking for the rows reads the gradient once; what the rows themselves cost, nobody knows beforehand.
    public override double Operations => PassesPerUpdate * OperationsPerPass * Members[0].Parameter.Row.Count;

    public override void Reserve(Lane lane)
    {
    }

    protected override void UpdateRun(int start, int count, Tensor?[] gradients, in StepNumbers numbers, Lane lane)
    {
        (int index, TrainedParameter parameter) = Members[0];
        StepNumbers own = numbers.For(parameter);
        (Tensor rows, Tensor gradient) = TouchedRows.Of(gradients[index]!);
        if (rows.size(0) == 0)
        {
            return;
        }

        ParameterState state = parameter.State;
        Tensor update = _kernel.Update(state.Momentum, state.Velocity!, state.RowSteps!, rows, gradient, own);
        Tensor weights = parameter.Value.index_select(0, rows);                      // (touched, columns)
        Decay(parameter, weights, update, lane, own.LearningRate);
        parameter.Value.index_put_(weights.sub_(update), rows);                      // W ← W − α·m / (√v + ε̂)
    }
}
