using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text;

/// <summary>A network of the user's own; its parameters are found under <c>network.</c></summary>
internal sealed class CustomTextNetwork : ClassifierNetwork
{
    /// <summary>Large and odd, so that the passes of neighbouring epochs draw different numbers.</summary>
    private const int PassStride = 0x9E3779B;

    private readonly nn.Module<Tensor, Tensor> network;
    private readonly int _classes;
    private int _seed;
    private int _passes;

    /// <param name="shape">What it has to fit.</param>
    /// <param name="built">The user's network; this one disposes of it.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public CustomTextNetwork(TextNetworkShape shape, nn.Module<Tensor, Tensor>? built)
        : base(nameof(CustomTextNetwork))
    {
        network = built ?? throw new InvalidOperationException("CustomNetwork returned null; it must return the network.");
        _classes = shape.Classes;
        RegisterComponents();
    }

    /// <summary>Gets the last linear or convolutional layer, in the order in which the network registered its modules.</summary>
    public override nn.Module? Head => new ModuleTree(network).LastLayer;

    /// <summary>Gets or sets the type of the computation: float32, since the layers of the user's network are of that type.</summary>
    /// <exception cref="NotSupportedException">Set to another type.</exception>
    public override ScalarType ComputeType
    {
        get => ScalarType.Float32;
        set
        {
            if (value is not ScalarType.Float32)
            {
                throw new NotSupportedException($"A network of your own computes in float32, not in {value}. Set Precision to TrainingPrecision.Full.");
            }
        }
    }

    /// <summary>
    /// Starts the random numbers of the user's layers, such as <c>nn.Dropout</c>, from a seed. They draw from torch's generator, which is
    /// seeded for each training pass anew.
    /// </summary>
    /// <param name="seed">Of the epoch.</param>
    public override void SeedDropout(int seed) => (_seed, _passes) = (seed, 0);

    /// <param name="input">(batch, 2, length), int64.</param>
    /// <returns>(batch, classes), float32.</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tokens = input.select(1, 0).contiguous(); // (batch, length)
        Tensor? logits = training
            ? SeededGenerator.Run(unchecked((_seed * PassStride) + _passes++), () => network.forward(tokens))
            : network.forward(tokens);
        long[] expected = [input.size(0), _classes];
        return logits is not null && logits.shape.SequenceEqual(expected)
            ? logits.MoveToOuterDisposeScope()
            : throw new InvalidOperationException(
                $"The network of CustomNetwork gave {(logits is null ? "null" : $"({string.Join(", ", logits.shape)})")} for token ids ({string.Join(", ", tokens.shape)}); expected logits ({string.Join(", ", expected)}), one for each class.");
    }
}
