using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <content>One step.</content>
public sealed partial class MuonOptimizer
{
    /// <summary>Updates the parameters from their gradients.</summary>
    /// <param name="closure">Computes the loss and its gradients anew; <see langword="null"/> where they are there already.</param>
    /// <returns>What <paramref name="closure"/> returned, or <see langword="null"/>.</returns>
    /// <remarks>
    /// Under <see cref="MuonOptions.GradientAccumulationSteps"/> call it, and <c>zero_grad</c>, after every backward pass;
    /// parameters change at the last call of each group. A gradient that is not finite makes its parameter NaN, unless
    /// <see cref="MuonOptions.DynamicLossScaling"/> skips the step. The host waits for the device only with that option, for one
    /// number, and with <see cref="MuonOptions.RowWiseAdamW"/>, for the number of rows.
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// No parameter has a gradient; a parameter was moved to another device or type after the optimizer was built; a schedule
    /// or function gave a number out of range; or gradients are not finite at any loss scale.
    /// </exception>
    public override Tensor step(Func<Tensor>? closure = null) =>
        _step<ParamGroup<MuonGroupOptions>>(_ => Step(), closure);

    // Gradients are replaced, never changed, so the user's own stay as backward left them.
    private void Step()
    {
        MuonGroupOptions counters = _group.Options;
        Tensor?[] gradients = Array.ConvertAll(_trained, Gradient);
        if (Array.TrueForAll(gradients, gradient => gradient is null))
        {
            throw new InvalidOperationException($"No parameter of '{Name}' has a gradient; call backward before step, and build the optimizer after " +
                "moving the network.");
        }

        double lossScale = LossScale;
        LastStepSkipped = _options.DynamicLossScaling && !DynamicLossScale.Check(gradients, counters);
        if (LastStepSkipped)
        {
            OnStepSkipped?.Invoke(new SkippedStepArguments(counters.Steps, lossScale, LossScale));
            return;
        }

        StepNumbers numbers = NextNumbers();
        GradientUnscaling.Apply(gradients, lossScale);
        if (GradientAccumulation.Apply(gradients, _states, counters.Steps, Accumulation))
        {
            GradientClipping.Apply(gradients, _options);
            Plan().Run(gradients, numbers);
        }

        if (_options.UseEma)
        {
            WeightAveraging.Apply(_trained, Iterations, _options);
        }

        counters.Steps++;
    }

    // A parameter that was moved has no state any more that fits. Sparse gradients, of embeddings that ask for them, stay sparse
    // only on their way to the step that wants rows.
    private Tensor? Gradient(TrainedParameter parameter)
    {
        parameter.State.CheckPlace();
        Tensor? gradient = parameter.Value.grad;
        return gradient is { is_sparse: true } && !(parameter.Row.IsRowWise && !_changesGradients) ? gradient.to_dense() : gradient;
    }

    private StepPlan Plan()
    {
        int threads = get_num_threads();
        if (_plan?.Threads != threads)
        {
            _plan?.Dispose();
            _plan = new StepPlan(_buckets, threads);
        }

        return _plan;
    }

    private StepNumbers NextNumbers()
    {
        double learningRate = LearningRate;
        StepNumbers numbers = StepNumbers.Read(_options, learningRate, Iterations + 1);
        if (_options.LearningRate is not ConstantLearningRate && _group.LearningRate == _group.Options.Scheduled)
        {
            _group.LearningRate = learningRate;
            _group.Options.Scheduled = learningRate;
        }

        return numbers;
    }
}
