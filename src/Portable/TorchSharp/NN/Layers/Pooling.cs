using TorchSharp.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    public sealed class MaxPool2d : Module<Tensor, Tensor>
    {
        private readonly long[] kernel;
        private readonly long[] stride;
        private readonly long[] padding;
        private readonly long[] dilation;
        private readonly bool ceil;

        internal MaxPool2d((long, long) kernel, (long, long)? stride, (long, long)? padding, (long, long)? dilation, bool ceil)
            : base("torch::nn::MaxPool2dImpl")
        {
            this.kernel = Pair(kernel);
            this.stride = Pair(stride ?? kernel);
            this.padding = Pair(padding ?? (0, 0));
            this.dilation = Pair(dilation ?? (1, 1));
            this.ceil = ceil;
        }

        public override Tensor forward(Tensor tensor) => Op.Call("max_pool2d", tensor, kernel, stride, padding, dilation, ceil);
    }

    public sealed class AvgPool2d : Module<Tensor, Tensor>
    {
        private readonly long[] kernel;
        private readonly long[] stride;
        private readonly long[] padding;
        private readonly bool ceil;
        private readonly bool countPadding;
        private readonly long? divisor;

        internal AvgPool2d((long, long) kernel, (long, long)? stride, (long, long)? padding, bool ceil, bool countPadding, long? divisor)
            : base("torch::nn::AvgPool2dImpl")
        {
            this.kernel = Pair(kernel);
            this.stride = Pair(stride ?? kernel);
            this.padding = Pair(padding ?? (0, 0));
            (this.ceil, this.countPadding, this.divisor) = (ceil, countPadding, divisor);
        }

        public override Tensor forward(Tensor tensor) => Op.Call("avg_pool2d", tensor, kernel, stride, padding, ceil, countPadding, divisor);
    }

    public sealed class AdaptiveAvgPool2d : Module<Tensor, Tensor>
    {
        private readonly long[] size;

        internal AdaptiveAvgPool2d((long, long) size)
            : base("torch::nn::AdaptiveAvgPool2dImpl") => this.size = Pair(size);

        public override Tensor forward(Tensor tensor) => Op.Call("adaptive_avg_pool2d", tensor, size);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static MaxPool2d MaxPool2d(long kernelSize, long? stride = null, long? padding = null, long? dilation = null, bool ceilMode = false) =>
                new((kernelSize, kernelSize), Both(stride), Both(padding), Both(dilation), ceilMode);

            public static MaxPool2d MaxPool2d((long, long) kernelSize, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceilMode = false) =>
                new(kernelSize, stride, padding, dilation, ceilMode);

            public static AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                new((kernel_size, kernel_size), Both(stride), Both(padding), ceil_mode, count_include_pad, divisor_override);

            public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long outputSize) => new((outputSize, outputSize));

            private static (long, long)? Both(long? value) => value is long v ? (v, v) : null;
        }
    }
}
