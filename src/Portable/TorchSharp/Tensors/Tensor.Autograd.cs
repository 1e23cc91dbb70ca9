using System.Runtime.InteropServices;
using TorchSharp.Interop;
using static TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Describe().RequiresGrad;
            set => requires_grad_(value);
        }

        internal Tensor requires_grad_(bool requires_grad = true)
        {
            Check(muon_set_requires_grad(Handle, requires_grad ? 1 : 0));
            return this;
        }

        /// <summary>Null before a backward pass; each reading gives a new object for the same gradient.</summary>
        public Tensor grad
        {
            get
            {
                Check(muon_grad(Handle, out nint grad));
                GC.KeepAlive(this);
                return grad == 0 ? null : new Tensor(grad);
            }

            set
            {
                Check(muon_set_grad(Handle, value is null ? 0 : value.Handle));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        public Tensor detach() => Op.Call("detach", this);

        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor> grad_tensors = null, bool create_graph = false, bool retain_graph = false, IList<Tensor> inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }

    public static unsafe class autograd
    {
        internal static void backward(IList<Tensor> tensors, IList<Tensor> grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null)
        {
            nint[] outputs = Handles(tensors), grads = Handles(grad_tensors), leaves = Handles(inputs);
            fixed (nint* o = outputs, g = grads, i = leaves)
            {
                Check(muon_backward(o, outputs.Length, g, grads.Length, (retain_graph ?? create_graph) ? 1 : 0, create_graph ? 1 : 0, i, leaves.Length));
            }

            KeepAlive(tensors, grad_tensors, inputs);
        }

        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor> grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            nint[] o = Handles(outputs), i = Handles(inputs), g = Handles(grad_outputs), results = new nint[i.Length];
            fixed (nint* po = o, pi = i, pg = g, pr = results)
            {
                Check(muon_autograd_grad(po, o.Length, pi, i.Length, pg, g.Length, retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, pr));
            }

            KeepAlive(outputs, inputs, grad_outputs);
            return Array.ConvertAll(results, h => h == 0 ? null : new Tensor(h));
        }

        private static nint[] Handles(IList<Tensor> tensors) => tensors is null ? [] : [.. tensors.Select(t => t is null ? 0 : t.Handle)];

        private static void KeepAlive(params IList<Tensor>[] lists) => GC.KeepAlive(lists);
    }
}
