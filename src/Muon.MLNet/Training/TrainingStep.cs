using System.Globalization;
using Muon.MLNet.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>One step: forward and backward pass, a look at the numbers, and the update where they are finite.</summary>
/// <param name="network">What is trained.</param>
/// <param name="optimizer">What updates it.</param>
/// <param name="labelSmoothing">The share of the target that is spread over all classes.</param>
/// <param name="clock">The clock behind <see cref="Times"/>.</param>
internal sealed class TrainingStep(ClassifierNetwork network, MuonOptimizer optimizer, double labelSmoothing, TimeProvider clock)
{
    private readonly (string Name, Parameter Parameter)[] _parameters = [.. network.named_parameters()];
    private double _lossScale = 1;

    /// <summary>Gets where the time goes; the loop adds what happens between the steps.</summary>
    public StepTimes Times { get; } = new(clock);

    /// <summary>Takes a step. The network and the state of the optimizer stay as they are where the result says that a number was not finite.</summary>
    /// <param name="batch">The examples; their tensors are disposed of.</param>
    /// <param name="classWeights">(classes), or <see langword="null"/> for 1.</param>
    public StepResult Run(Batch batch, Tensor? classWeights)
    {
        Times.Begin();
        using DisposeScope scope = NewDisposeScope();
        (Tensor inputs, Tensor classes, Tensor? targets) = batch;
        scope.Attach(inputs);
        scope.Attach(classes);
        if (targets is not null)
        {
            scope.Attach(targets);
        }

        Tensor logits = network.forward(inputs); // (batch, classes)
        Tensor loss = nn.functional.cross_entropy(logits, targets ?? classes, classWeights, label_smoothing: labelSmoothing);
        Times.EndForward();
        optimizer.zero_grad();
        _lossScale = optimizer.LossScale;
        loss.Times(_lossScale).backward();

        StepResult result = Look(loss, logits, classes);
        Times.EndBackward();
        if (result.Failure is null)
        {
            optimizer.step();
            Times.EndOptimizer();
        }

        return result;
    }

    /// <summary>The parameter with the largest gradient of the last backward pass, for a message; <see langword="null"/> where there is none.</summary>
    public string? DescribeLargestGradient() => FiniteCheck.LargestGradient(_parameters) is { } largest
        ? string.Create(CultureInfo.InvariantCulture, $"'{largest.Name}', {largest.Magnitude / _lossScale:G4}")
        : null;

    // All three numbers are read from the device at once.
    private StepResult Look(Tensor loss, Tensor logits, Tensor classes)
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor correct = ModelEvaluation.Correct(logits, classes);
        bool skips = optimizer.SkipsStepsThatAreNotFinite;
        Tensor gradients = skips ? zeros([], ScalarType.Float64, loss.device) : FiniteCheck.SumOfGradients(_parameters, loss.device);
        double[] numbers = [.. stack([loss.to(ScalarType.Float64), correct.to(ScalarType.Float64), gradients]).cpu().data<double>()];
        string? failure = !double.IsFinite(numbers[0]) ? string.Create(CultureInfo.InvariantCulture, $"The loss is {numbers[0]}")
            : !double.IsFinite(numbers[2]) && !FiniteCheck.AreFinite(_parameters) ? "A gradient is not finite"
            : null;
        return new StepResult(numbers[0], (long)numbers[1], failure);
    }
}
