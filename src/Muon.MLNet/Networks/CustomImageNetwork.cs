using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks;

/// <summary>A network of the user's own behind <see cref="PixelNormalization"/>; its parameters are found under <c>network.</c></summary>
internal sealed class CustomImageNetwork : ImageNetwork
{
    private readonly PixelNormalization normalize;
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly UserNetwork _user;

    /// <param name="configuration">The pictures and classes.</param>
    /// <param name="built">The user's network; this one disposes of it.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public CustomImageNetwork(ImageNetworkConfiguration configuration, nn.Module<Tensor, Tensor>? built)
        : base(nameof(CustomImageNetwork))
    {
        network = UserNetwork.Require(built);
        _user = new UserNetwork(network, configuration.Classes, "pictures");
        normalize = new PixelNormalization(configuration.Channels);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override nn.Module? Head => _user.Head;

    /// <inheritdoc/>
    public override PixelNormalization Normalization => normalize;

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

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return _user.Forward(normalize.forward(input), training).MoveToOuterDisposeScope();
    }
}
