using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    public sealed class GroupNorm : Module<Tensor, Tensor>
    {
        private readonly long groups;
        private readonly double eps;

        internal GroupNorm(long groups, long channels, double eps, bool affine, Device device, ScalarType? dtype)
            : base("torch::nn::GroupNormImpl")
        {
            this.groups = groups;
            this.eps = eps;
            if (affine)
            {
                Hold("weight", ones([channels]), device, dtype);
                Hold("bias", zeros([channels]), device, dtype);
            }
        }

        public override Tensor forward(Tensor tensor) =>
            tensor.dim() < 3
                ? throw new ArgumentException($"Invalid number of dimensions for GroupNorm argument: {tensor.dim()}")
                : functional.group_norm(tensor, groups, Held("weight"), Held("bias"), eps);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1E-05, bool affine = true, Device device = null, ScalarType? dtype = null) =>
                new(num_groups, num_channels, eps, affine, device, dtype);
        }
    }
}
