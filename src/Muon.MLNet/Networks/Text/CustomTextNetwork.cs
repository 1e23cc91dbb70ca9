using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text;

/// <summary>A network of the user's own; its parameters are found under <c>network.</c></summary>
internal sealed class CustomTextNetwork : ClassifierNetwork
{
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly UserNetwork _user;

    /// <param name="shape">What it has to fit.</param>
    /// <param name="built">The user's network; this one disposes of it.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public CustomTextNetwork(TextNetworkShape shape, nn.Module<Tensor, Tensor>? built)
        : base(nameof(CustomTextNetwork))
    {
        network = UserNetwork.Require(built);
        _user = new UserNetwork(network, shape.Classes, "token ids");
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override nn.Module? Head => _user.Head;

    /// <summary>Gets or sets the type of the computation: float32.</summary>
    /// <exception cref="NotSupportedException">Set to another type.</exception>
    public override ScalarType ComputeType
    {
        get => ScalarType.Float32;
        set => UserNetwork.RequireFloat32(value);
    }

    /// <inheritdoc/>
    public override string TranslateName(string fileName) => $"{nameof(network)}.{fileName}";

    /// <inheritdoc/>
    public override void SeedDropout(int seed) => _user.SeedDropout(seed);

    /// <param name="input">(batch, 2, length), int64.</param>
    /// <returns>(batch, classes), float32.</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tokens = input.select(1, 0).contiguous(); // (batch, length)
        return _user.Forward(tokens, training).MoveToOuterDisposeScope();
    }
}
