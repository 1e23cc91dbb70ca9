using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Layers;

/// <summary>
/// A two-dimensional convolution in the type of its input: a bfloat16 picture meets a bfloat16 copy of the weight, whose gradient
/// arrives in float32. The strides of the input, such as channels-last ones, are passed on. Initialised as PyTorch's layer.
/// </summary>
internal sealed class ConvolutionLayer : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight; // (outputs, inputs / groups, kernel, kernel)
    private readonly Parameter? bias;  // (outputs)
    private readonly long[] _stride;
    private readonly long[] _padding;
    private readonly long _groups;

    public ConvolutionLayer(long inputs, long outputs, long kernel, long stride = 1, long padding = 0, long groups = 1, bool hasBias = false)
        : base(nameof(ConvolutionLayer))
    {
        if (inputs % groups != 0 || outputs % groups != 0)
        {
            throw new ArgumentException($"{inputs} inputs and {outputs} outputs do not divide into {groups} groups.", nameof(groups));
        }

        _stride = [stride, stride];
        _padding = [padding, padding];
        _groups = groups;
        long fanIn = inputs / groups * kernel * kernel;
        weight = new Parameter(empty(outputs, inputs / groups, kernel, kernel));
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        if (hasBias)
        {
            bias = new Parameter(empty(outputs));
            nn.init.uniform_(bias, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
        }

        RegisterComponents();
    }

    /// <summary>Gets the filters, (outputs, inputs / groups, kernel, kernel).</summary>
    public Parameter Weight => weight;

    /// <summary>Gets the bias, (outputs), if there is one.</summary>
    public Parameter? Bias => bias;

    /// <param name="input">(batch, inputs, h, w).</param>
    /// <returns>(batch, outputs, h', w').</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return nn.functional
            .conv2d(input, weight.InTypeOf(input), bias?.InTypeOf(input), _stride, _padding, groups: _groups)
            .MoveToOuterDisposeScope();
    }
}
