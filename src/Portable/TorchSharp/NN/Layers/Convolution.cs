using System.Runtime.InteropServices;
using TorchSharp.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    public abstract class Convolution : Module<Tensor, Tensor>
    {
        private readonly Settings settings;

        internal Convolution(string name, in Settings settings, bool bias, Device device, ScalarType? dtype)
            : base($"torch::nn::{name}Impl")
        {
            this.settings = settings;
            if (settings.Groups < 1 || settings.Inputs % settings.Groups != 0 || settings.Outputs % settings.Groups != 0)
            {
                throw new ExternalException($"in_channels and out_channels must be divisible by groups, but got {settings.Inputs}, {settings.Outputs} and {settings.Groups}");
            }

            long perGroup = settings.Inputs / settings.Groups;
            Hold("weight", init.kaiming_uniform_(empty([settings.Outputs, perGroup, .. settings.Kernel]), Math.Sqrt(5)), device, dtype);
            if (bias)
            {
                Hold("bias", init.Uniform(empty([settings.Outputs]), settings.Kernel.Aggregate(perGroup, (a, b) => a * b)), device, dtype);
            }
        }

        private protected Tensor Convolve(Tensor input)
        {
            Tensor weight = Held("weight"), bias = Held("bias");
            int rank = settings.Kernel.Length;
            long[] shape = input.shape;
            if (shape.Length < rank + 1 || shape.Length > rank + 2 || shape[^(rank + 1)] != settings.Inputs)
            {
                throw new ArgumentException($"Expected {rank + 1}D (unbatched) or {rank + 2}D (batched) input with {settings.Inputs} channels to {GetType().Name}.");
            }

            string op = rank == 1 ? "conv1d" : "conv2d";
            if (settings.Mode is not (PaddingModes.Zeros or PaddingModes.Constant))
            {
                // pad counts from the last dimension, before and after each.
                long[] sides = [.. Enumerable.Range(0, rank).Reverse().SelectMany(Sides)];
                using Tensor padded = Op.Call("pad", input, sides, settings.Mode.ToString().ToLowerInvariant());
                return Op.Call(op, padded, weight, bias, settings.Stride, new long[rank], settings.Dilation, settings.Groups);
            }

            return settings.Same
                ? Op.Call(op + ".padding", input, weight, bias, settings.Stride, "same", settings.Dilation, settings.Groups)
                : Op.Call(op, input, weight, bias, settings.Stride, settings.Padding, settings.Dilation, settings.Groups);

            long[] Sides(int d)
            {
                long total = settings.Same ? settings.Dilation[d] * (settings.Kernel[d] - 1) : 2 * settings.Padding[d];
                return [total / 2, total - (total / 2)];
            }
        }

        internal readonly record struct Settings(
            long Inputs, long Outputs, long[] Kernel, long[] Stride, long[] Padding, bool Same, long[] Dilation, PaddingModes Mode, long Groups);
    }

    public sealed class Conv1d : Convolution
    {
        internal Conv1d(in Settings settings, bool bias, Device device, ScalarType? dtype)
            : base(nameof(Conv1d), settings, bias, device, dtype)
        {
        }

        public Parameter weight { get => Shared("weight"); set => Replace("weight", value); }

        public override Tensor forward(Tensor input) => Convolve(input);
    }

    public sealed class Conv2d : Convolution
    {
        internal Conv2d(in Settings settings, bool bias, Device device, ScalarType? dtype)
            : base(nameof(Conv2d), settings, bias, device, dtype)
        {
        }

        public Parameter weight { get => Shared("weight"); set => Replace("weight", value); }

        public Parameter bias { get => Shared("bias"); set => Replace("bias", value); }

        public override Tensor forward(Tensor input) => Convolve(input);
    }
}

namespace TorchSharp
{
    using TorchSharp.Modules;

    public static partial class torch
    {
        public static partial class nn
        {
            public static Conv1d Conv1d(long in_channels, long out_channels, long kernelSize, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, [kernelSize], [stride], [padding], false, [dilation], padding_mode, groups), bias, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, long kernelSize, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device device = null, ScalarType? dtype = null) =>
                Conv2d(in_channels, out_channels, (kernelSize, kernelSize), (stride, stride), (padding, padding), (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, long kernelSize, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, [kernelSize, kernelSize], [stride, stride], [0, 0], padding == Padding.Same, [dilation, dilation], padding_mode, groups), bias, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernelSize, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, Pair(kernelSize), Pair(stride ?? (1, 1)), Pair(padding ?? (0, 0)), false, Pair(dilation ?? (1, 1)), padding_mode, groups), bias, device, dtype);

            internal static long[] Pair((long, long) pair) => [pair.Item1, pair.Item2];
        }
    }
}
