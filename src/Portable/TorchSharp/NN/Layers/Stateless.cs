using TorchSharp.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    public sealed class ReLU : Module<Tensor, Tensor>
    {
        private readonly bool inplace;

        internal ReLU(bool inplace)
            : base(nameof(ReLU)) => this.inplace = inplace;

        public override Tensor forward(Tensor tensor) => functional.relu(tensor, inplace);
    }

    public sealed class LeakyReLU : Module<Tensor, Tensor>
    {
        private readonly double slope;
        private readonly bool inplace;

        internal LeakyReLU(double slope, bool inplace)
            : base(nameof(LeakyReLU)) => (this.slope, this.inplace) = (slope, inplace);

        public override Tensor forward(Tensor tensor) =>
            inplace ? Op.InPlace("leaky_relu_", tensor, slope) : Op.Call("leaky_relu", tensor, slope);
    }

    public sealed class GELU : Module<Tensor, Tensor>
    {
        internal GELU()
            : base(nameof(GELU))
        {
        }

        public override Tensor forward(Tensor tensor) => functional.gelu(tensor);
    }

    public sealed class SiLU : Module<Tensor, Tensor>
    {
        internal SiLU()
            : base(nameof(SiLU))
        {
        }

        public override Tensor forward(Tensor tensor) => functional.silu(tensor);
    }

    public sealed class Tanh : Module<Tensor, Tensor>
    {
        internal Tanh()
            : base(nameof(Tanh))
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.tanh();
    }

    public sealed class Sigmoid : Module<Tensor, Tensor>
    {
        internal Sigmoid()
            : base(nameof(Sigmoid))
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.sigmoid();
    }

    public sealed class Dropout : Module<Tensor, Tensor>
    {
        private readonly double p;
        private readonly bool inplace;

        internal Dropout(double p, bool inplace)
            : base("torch::nn::DropoutImpl") => (this.p, this.inplace) = (p, inplace);

        public override Tensor forward(Tensor tensor) => functional.dropout(tensor, p, training, inplace);
    }

    public sealed class Flatten : Module<Tensor, Tensor>
    {
        private readonly long start;
        private readonly long end;

        internal Flatten(long start, long end)
            : base("torch::nn::FlattenImpl") => (this.start, this.end) = (start, end);

        public override Tensor forward(Tensor tensor) => tensor.flatten(start, end);
    }

    public sealed class Identity : Module<Tensor, Tensor>
    {
        internal Identity()
            : base("torch::nn::IdentityImpl")
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.alias();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ReLU ReLU(bool inplace = false) => new(inplace);

            public static LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope, inplace);

            public static GELU GELU() => new();

            public static SiLU SiLU() => new();

            public static Tanh Tanh() => new();

            public static Sigmoid Sigmoid() => new();

            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            public static Flatten Flatten(long startDim = 1, long endDim = -1) => new(startDim, endDim);

            public static Identity Identity() => new();
        }
    }
}
