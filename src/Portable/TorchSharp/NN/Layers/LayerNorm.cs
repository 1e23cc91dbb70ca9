using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Not a native layer in TorchSharp: it has just the two parameters, and they go where their dispose scope goes.</summary>
    public sealed class LayerNorm : Module<Tensor, Tensor>
    {
        private readonly long[] shape;
        private readonly double eps;
        private Parameter scale;
        private Parameter shift;

        internal LayerNorm(long[] shape, double eps, bool affine, bool hasBias, Device device, ScalarType? dtype)
            : base(nameof(LayerNorm))
        {
            this.shape = shape;
            this.eps = eps;
            if (affine)
            {
                weight = new Parameter(ones(shape, dtype, device));
            }

            if (affine && hasBias)
            {
                bias = new Parameter(zeros(shape, dtype, device));
            }
        }

        public Parameter weight { get => scale; set => Put("weight", scale = value); }

        public Parameter bias { get => shift; set => Put("bias", shift = value); }

        public override Tensor forward(Tensor tensor) => functional.layer_norm(tensor, shape, scale, shift, eps);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static LayerNorm LayerNorm(long normalized_shape, double eps = 1E-05, bool elementwise_affine = true, bool bias = true, Device device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            public static LayerNorm LayerNorm(long[] normalized_shape, double eps = 1E-05, bool elementwise_affine = true, bool bias = true, Device device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);
        }
    }
}
