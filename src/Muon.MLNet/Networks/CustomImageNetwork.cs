using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks;

/// <summary>A network of the user's own behind <see cref="PixelNormalization"/>; its parameters are found under <c>network.</c></summary>
internal sealed class CustomImageNetwork : ImageNetwork
{
    private readonly PixelNormalization normalize;
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly int _classes;

    /// <param name="configuration">The pictures and classes.</param>
    /// <param name="built">The user's network; this one disposes of it.</param>
    public CustomImageNetwork(ImageNetworkConfiguration configuration, nn.Module<Tensor, Tensor>? built)
        : base(nameof(CustomImageNetwork))
    {
        network = built ?? throw new InvalidOperationException("CustomNetwork returned null; it must return the network.");
        _classes = configuration.Classes;
        normalize = new PixelNormalization(configuration.Channels);
        RegisterComponents();
    }

    /// <summary>Gets the last linear or convolutional layer, in the order in which the network registered its modules.</summary>
    public override nn.Module? Head => new ModuleTree(network).LastLayer;

    /// <inheritdoc/>
    public override PixelNormalization Normalization => normalize;

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

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? logits = network.forward(normalize.forward(input));
        long[] expected = [input.size(0), _classes];
        return logits is not null && logits.shape.SequenceEqual(expected)
            ? logits.MoveToOuterDisposeScope()
            : throw new InvalidOperationException(
                $"The network of CustomNetwork gave {(logits is null ? "null" : $"({string.Join(", ", logits.shape)})")} for pictures ({string.Join(", ", input.shape)}); expected logits ({string.Join(", ", expected)}), one for each class.");
    }
}
