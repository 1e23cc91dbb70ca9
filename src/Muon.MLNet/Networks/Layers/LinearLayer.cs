using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Layers;

/// <summary>
/// y = x Wᵀ + b in the type of x, as <see cref="ConvolutionLayer"/>. W starts from a normal distribution of standard deviation
/// <see cref="Spread"/>, cut off at two of them, and b from 0: the initialisation of vision transformers.
/// </summary>
internal sealed class LinearLayer : nn.Module<Tensor, Tensor>
{
    public const double Spread = 0.02;

    private readonly Parameter weight; // (outputs, inputs)
    private readonly Parameter bias;   // (outputs)

    public LinearLayer(long inputs, long outputs)
        : base(nameof(LinearLayer))
    {
        weight = new Parameter(empty([outputs, inputs]));
        nn.init.trunc_normal_(weight, std: Spread, a: -2 * Spread, b: 2 * Spread);
        bias = new Parameter(zeros(outputs));
        RegisterComponents();
    }

    /// <param name="input">(…, inputs).</param>
    /// <returns>(…, outputs).</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return nn.functional.linear(input, weight.InTypeOf(input), bias.InTypeOf(input)).MoveToOuterDisposeScope();
    }
}
