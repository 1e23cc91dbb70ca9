using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text;

/// <summary>A network of the user's own; its parameters are found under <c>network.</c></summary>
internal sealed class CustomTextNetwork : ClassifierNetwork
{
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly int _classes;

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

    /// <param name="input">(batch, 2, length), int64.</param>
    /// <returns>(batch, classes), float32.</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tokens = input.select(1, 0).contiguous(); // (batch, length)
        Tensor? logits = network.forward(tokens);
        long[] expected = [input.size(0), _classes];
        return logits is not null && logits.shape.SequenceEqual(expected)
            ? logits.MoveToOuterDisposeScope()
            : throw new InvalidOperationException(
                $"The network of CustomNetwork gave {(logits is null ? "null" : $"({string.Join(", ", logits.shape)})")} for token ids ({string.Join(", ", tokens.shape)}); expected logits ({string.Join(", ", expected)}), one for each class.");
    }
}
