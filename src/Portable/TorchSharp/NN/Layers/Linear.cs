using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    public sealed class Linear : Module<Tensor, Tensor>
    {
        internal Linear(long inputs, long outputs, bool hasBias, Device device, ScalarType? dtype)
            : base("torch::nn::LinearImpl")
        {
            Hold("weight", init.kaiming_uniform_(empty([outputs, inputs]), Math.Sqrt(5)), device, dtype);
            if (hasBias)
            {
                Hold("bias", init.Uniform(empty([outputs]), inputs), device, dtype);
            }
        }

        public Parameter weight { get => Shared("weight"); set => Replace("weight", value); }

        public Parameter bias { get => Shared("bias"); set => Replace("bias", value); }

        public override Tensor forward(Tensor tensor) => functional.linear(tensor, Held("weight"), Held("bias"));
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);
        }
    }
}
