using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>A leaf tensor that a module learns. It takes over the tensor it is made of.</summary>
    public class Parameter : torch.Tensor
    {
        public Parameter(torch.Tensor data, bool requires_grad = true)
            : base(Take(data))
        {
            this.requires_grad = requires_grad;
        }

        internal Parameter(nint handle)
            : base(handle)
        {
        }

        private static nint Take(torch.Tensor data)
        {
            _ = data.Handle; // throws if there is nothing to take
            data.DetachFromDisposeScope();
            return data.DecoupleFromNativeHandle();
        }
    }

    internal static class Sharing
    {
        /// <summary>A handle of its own for the same native tensor, gradient included.</summary>
        public static nint SharedHandle(this torch.Tensor tensor)
        {
            Native.Check(Native.muon_alias(tensor.Handle, out nint handle));
            GC.KeepAlive(tensor);
            return handle;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
