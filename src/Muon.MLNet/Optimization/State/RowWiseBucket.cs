using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>One table, of which each step updates the rows that its batch touched.</summary>
internal sealed class RowWiseBucket : Bucket
{
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

    public override void Update(Tensor?[] gradients, in StepNumbers numbers)
    {
        using DisposeScope scope = NewDisposeScope();
        (int index, TrainedParameter parameter) = Members[0];
        if (gradients[index] is not { } whole)
        {
            return;
        }

        (Tensor rows, Tensor gradient) = TouchedRows.Of(whole);
        if (rows.size(0) == 0)
        {
            return;
        }

        ParameterState state = parameter.State;
        Tensor update = _kernel.Update(state.Momentum, state.Velocity!, state.RowSteps!, rows, gradient, numbers);
        Tensor weights = parameter.Value.index_select(0, rows);                      // (touched, columns)
        Decay(parameter, weights, update, gradient, numbers.LearningRate);
        parameter.Value.index_put_(weights.sub_(update), rows);                      // W ← W − α·m / (√v + ε̂)
    }
}
