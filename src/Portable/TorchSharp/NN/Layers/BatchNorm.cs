using System.Runtime.InteropServices;
using TorchSharp.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    public sealed class BatchNorm1d : Module<Tensor, Tensor>
    {
        private readonly BatchNormalization rule;

        internal BatchNorm1d(long features, double eps, double momentum, bool affine, bool track, Device device, ScalarType? dtype)
            : base("torch::nn::BatchNorm1dImpl") => rule = new(this, features, eps, momentum, affine, track, device, dtype);

        public Parameter weight { get => Shared("weight"); set => Replace("weight", value); }

        public Parameter bias { get => Shared("bias"); set => Replace("bias", value); }

        public Tensor running_mean { get => SharedBuffer("running_mean"); set => Replace("running_mean", value); }

        public Tensor running_var { get => SharedBuffer("running_var"); set => Replace("running_var", value); }

        public override Tensor forward(Tensor tensor) => rule.Forward(tensor, 2, 3);
    }

    public sealed class BatchNorm2d : Module<Tensor, Tensor>
    {
        private readonly BatchNormalization rule;

        internal BatchNorm2d(long features, double eps, double momentum, bool affine, bool track, Device device, ScalarType? dtype)
            : base("torch::nn::BatchNorm2dImpl") => rule = new(this, features, eps, momentum, affine, track, device, dtype);

        public Parameter weight { get => Shared("weight"); set => Replace("weight", value); }

        public Tensor running_mean { get => SharedBuffer("running_mean"); set => Replace("running_mean", value); }

        public Tensor running_var { get => SharedBuffer("running_var"); set => Replace("running_var", value); }

        public Tensor num_batches_tracked => SharedBuffer("num_batches_tracked");

        public void reset_running_stats() => rule.Reset();

        public override Tensor forward(Tensor tensor) => rule.Forward(tensor, 4, 4);
    }

    /// <summary>What the batch normalizations have in common; the tensors lie in the module.</summary>
    internal sealed class BatchNormalization
    {
        private readonly Module module;
        private readonly double eps;
        private readonly double momentum;

        public BatchNormalization(Module module, long features, double eps, double momentum, bool affine, bool track, Device device, ScalarType? dtype)
        {
            this.module = module;
            this.eps = eps;
            this.momentum = momentum;
            if (affine)
            {
                module.Hold("weight", ones([features]), device, dtype);
                module.Hold("bias", zeros([features]), device, dtype);
            }

            if (track)
            {
                module.Hold("running_mean", zeros([features]), device, dtype, buffer: true);
                module.Hold("running_var", ones([features]), device, dtype, buffer: true);
                module.Hold("num_batches_tracked", zeros([], ScalarType.Int64), device, buffer: true);
            }
        }

        public void Reset()
        {
            module.Held("running_mean")?.zero_();
            module.Held("running_var")?.fill_(1);
            module.Held("num_batches_tracked")?.zero_();
        }

        public Tensor Forward(Tensor x, int minRank, int maxRank)
        {
            Tensor mean = module.Held("running_mean");
            long[] shape = x.shape;
            if (shape.Length < minRank || shape.Length > maxRank)
            {
                throw new ArgumentException($"Invalid number of dimensions for BatchNorm argument: {shape.Length}");
            }

            bool fromBatch = module.training || mean is null;
            if (fromBatch && x.numel() == shape[1])
            {
                throw new ExternalException($"Expected more than 1 value per channel when training, got input size [{string.Join(", ", shape)}]");
            }

            if (module.training)
            {
                module.Held("num_batches_tracked")?.add_(1);
            }

            return Op.Call("batch_norm", x, module.Held("weight"), module.Held("bias"), mean, module.Held("running_var"), fromBatch, momentum, eps, true);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static BatchNorm1d BatchNorm1d(long features, double eps = 1E-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device device = null, ScalarType? dtype = null) =>
                new(features, eps, momentum, affine, track_running_stats, device, dtype);

            public static BatchNorm2d BatchNorm2d(long features, double eps = 1E-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device device = null, ScalarType? dtype = null) =>
                new(features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}
