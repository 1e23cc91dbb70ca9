using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static class utils
        {
            /// <summary>Scales all gradients so that their common norm is at most the given one; returns the norm before.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using IDisposable noGrad = no_grad();
                using DisposeScope scope = NewDisposeScope();
                Tensor[] gradients = Gradients(tensors);
                if (gradients.Length == 0)
                {
                    return 0;
                }

                Tensor Norm(Tensor t) => Op.Call("norm.ScalarOpt_dtype", t, norm_type, t.dtype);
                Tensor[] norms = Array.ConvertAll(gradients, g => Norm(g).to(gradients[0].device));
                double total = Norm(Op.Call("stack", norms, 0L)).to(ScalarType.Float64).item<double>();
                double factor = max_norm / (total + 1e-6);
                if (factor < 1 || double.IsNaN(factor))
                {
                    foreach (Tensor g in gradients)
                    {
                        g.mul_(factor);
                    }
                }

                return total;
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using IDisposable noGrad = no_grad();
                using DisposeScope scope = NewDisposeScope();
                foreach (Tensor g in Gradients(tensors))
                {
                    Op.InPlace("clamp_", g, -clip_value, clip_value);
                }
            }

            private static Tensor[] Gradients(IEnumerable<Parameter> tensors) => [.. tensors.Select(p => p.grad).Where(g => g is not null)];
        }
    }
}
