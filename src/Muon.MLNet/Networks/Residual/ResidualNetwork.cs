using System.Globalization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Residual;

/// <summary>
/// A stem, stages of residual blocks, the mean over the places that are left, and a linear head. The layers are fields of the derived
/// classes, since the names and the order of the parameters come from those.
/// </summary>
internal abstract class ResidualNetwork(string name) : ConvolutionalNetwork(name)
{
    /// <inheritdoc/>
    public sealed override nn.Module Head => Classifier;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<NetworkStage> Stages =>
    [
        new("stem", Stem),
        .. Layers.Select((layer, index) => new NetworkStage(string.Create(CultureInfo.InvariantCulture, $"layer{index + 1}"), [layer])),
    ];

    /// <summary>Gets the layers in front of the first stage of blocks.</summary>
    protected abstract nn.Module[] Stem { get; }

    /// <summary>Gets the stages of blocks.</summary>
    protected abstract Sequential[] Layers { get; }

    /// <summary>Gets the layer that gives the logits.</summary>
    protected abstract Linear Classifier { get; }

    /// <inheritdoc/>
    public sealed override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return Classify(Features(input)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public sealed override Tensor Features(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ForwardStem(Normalization.forward(input).to(ComputeType));
        foreach (Sequential layer in Layers)
        {
            x = layer.forward(x); // (batch, filters, h, w), of which all but the first stage halve h and w
        }

        return x.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public sealed override Tensor Classify(Tensor features)
    {
        using DisposeScope scope = NewDisposeScope();
        return Classifier.forward(BeforeHead(ResidualParts.Pool(features))).MoveToOuterDisposeScope();
    }

    /// <summary>Runs the layers in front of the first stage.</summary>
    /// <param name="x">Normalized pictures, (batch, channels, height, width).</param>
    protected abstract Tensor ForwardStem(Tensor x);

    /// <summary>What happens between the mean and the head.</summary>
    /// <param name="pooled">(batch, features).</param>
    protected virtual Tensor BeforeHead(Tensor pooled) => pooled;
}
