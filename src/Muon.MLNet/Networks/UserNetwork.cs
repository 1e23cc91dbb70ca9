using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks;

/// <summary>Runs a network of the user's own: with dropout that repeats, in float32, and with a check of what it gives.</summary>
/// <param name="network">The network.</param>
/// <param name="classes">The number of classes.</param>
/// <param name="inputs">What it reads, in the plural, for an error.</param>
internal sealed class UserNetwork(nn.Module<Tensor, Tensor> network, int classes, string inputs)
{
    /// <summary>Large and odd, so that the passes of one epoch are not those of another, shifted.</summary>
    private const int PassStride = 0x2545F491;

    private int _seed;
    private int _passes;

    /// <summary>Gets the last linear or convolutional layer, in the order in which the network registered its modules.</summary>
    public nn.Module? Head => new ModuleTree(network).LastLayer;

    /// <exception cref="InvalidOperationException">The user's function built nothing.</exception>
    public static nn.Module<Tensor, Tensor> Require(nn.Module<Tensor, Tensor>? built) =>
        built ?? throw new InvalidOperationException("CustomNetwork returned null; it must return the network.");

    /// <exception cref="NotSupportedException">The type is not float32, that of the layers of the user's network.</exception>
    public static void RequireFloat32(ScalarType type)
    {
        if (type is not ScalarType.Float32)
        {
            throw new NotSupportedException($"A network of your own computes in float32, not in {type}. Set Precision to TrainingPrecision.Full.");
        }
    }

    /// <summary>
    /// Starts the random numbers of the user's layers, such as <c>nn.Dropout</c>, from a seed. They draw from torch's generator, which is
    /// seeded for each training pass anew: what else in the process draws from it meanwhile makes no difference.
    /// </summary>
    /// <param name="seed">Of the epoch.</param>
    public void SeedDropout(int seed) => (_seed, _passes) = (seed, 0);

    /// <param name="input">What the network reads.</param>
    /// <param name="training">Whether this is a pass of training.</param>
    /// <returns>(batch, classes); it belongs to the caller's dispose scope.</returns>
    /// <exception cref="InvalidOperationException">The network gave another shape.</exception>
    public Tensor Forward(Tensor input, bool training)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? logits = training
            ? SeededGenerator.Run(unchecked((_seed * PassStride) + _passes++), () => network.forward(input))
            : network.forward(input);
        long[] expected = [input.size(0), classes];
        return logits is not null && logits.shape.SequenceEqual(expected)
            ? logits.MoveToOuterDisposeScope()
            : throw new InvalidOperationException(
                $"The network of CustomNetwork gave {(logits is null ? "null" : $"({string.Join(", ", logits.shape)})")} for {inputs} ({string.Join(", ", input.shape)}); expected logits ({string.Join(", ", expected)}), one for each class.");
    }
}
