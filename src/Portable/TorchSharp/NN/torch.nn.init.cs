using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Fills tensors in place, outside of autograd.</summary>
        public static class init
        {
            public enum FanInOut
            {
                FanIn = 0,
                FanOut = 1,
            }

            public enum NonlinearityType
            {
                Linear = 0,
                Conv1D = 1,
                Conv2D = 2,
                Conv3D = 3,
                ConvTranspose1D = 4,
                ConvTranspose2D = 5,
                ConvTranspose3D = 6,
                Sigmoid = 7,
                Tanh = 8,
                ReLU = 9,
                LeakyReLU = 10,
            }

            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            public static Tensor constant_(Tensor tensor, Scalar val) => Fill("fill_.Scalar", tensor, val);

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator generator = null) => Fill("uniform_", tensor, low, high, generator);

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator generator = null) => Fill("normal_", tensor, mean, std, generator);

            /// <summary>Normal between a and b: the inverse of its distribution function, at even draws between their values.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator generator = null)
            {
                using IDisposable noGrad = no_grad();
                double low = Erf((a - mean) / std), high = Erf((b - mean) / std);
                Op.InPlace("uniform_", tensor, low, high, generator);
                Op.InPlace("erfinv_", tensor);
                Op.InPlace("mul_.Scalar", tensor, std * Math.Sqrt(2));
                Op.InPlace("add_.Scalar", tensor, mean);
                return Op.InPlace("clamp_", tensor, a, b);

                static double Erf(double deviations)
                {
                    using Tensor value = torch.tensor(deviations / Math.Sqrt(2));
                    using Tensor erf = Op.Call("erf", value);
                    return erf.item<double>();
                }
            }

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                UniformOfStd(tensor, KaimingStd(tensor, a, mode, nonlinearity));

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingStd(tensor, a, mode, nonlinearity));

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                (long fanIn, long fanOut) = Fans(tensor);
                return UniformOfStd(tensor, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
            }

            /// <summary>Orthonormal rows or columns, whichever are fewer: the Q of a Gaussian matrix, its signs made unique.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                long[] shape = tensor.shape;
                if (shape.Length < 2)
                {
                    throw new ExternalException("Only tensors with 2 or more dimensions are supported");
                }

                using IDisposable noGrad = no_grad();
                using DisposeScope scope = NewDisposeScope();
                long rows = shape[0], columns = tensor.numel() / rows;
                Tensor normal = empty([rows, columns], tensor.dtype, tensor.device).normal_();
                (Tensor q, Tensor r) = Op.Two("linalg_qr", rows < columns ? normal.t() : normal, "reduced");
                q.mul_(Op.Call("diagonal", r).sign());
                tensor.copy_((rows < columns ? q.t() : q).reshape(shape));
                tensor.mul_(gain);
                return tensor;
            }

            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + (param * param))),
                _ => 1,
            };

            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                long[] shape = tensor.shape;
                if (shape.Length < 2)
                {
                    throw new ArgumentException("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
                }

                long field = shape.Skip(2).Aggregate(1L, (a, b) => a * b);
                return (shape[1] * field, shape[0] * field);
            }

            /// <summary>The range of a layer's bias, and with a = √5 also of its weight: ±1/√fanIn.</summary>
            internal static Tensor Uniform(Tensor tensor, long fanIn)
            {
                double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
                return uniform_(tensor, -bound, bound);
            }

            private static double KaimingStd(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                (long fanIn, long fanOut) = Fans(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static Tensor UniformOfStd(Tensor tensor, double std) => uniform_(tensor, -Math.Sqrt(3) * std, Math.Sqrt(3) * std);

            private static (long FanIn, long FanOut) Fans(Tensor tensor) =>
                tensor.dim() < 2
                    ? throw new ExternalException("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
                    : CalculateFanInAndFanOut(tensor);

            private static Tensor Fill(string op, Tensor tensor, params ReadOnlySpan<Arg> values)
            {
                using IDisposable noGrad = no_grad();
                return Op.InPlace(op, [tensor, .. values]);
            }
        }
    }
}
