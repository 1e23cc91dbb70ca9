using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Op.Call("sum", this, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Op.Call("sum.dim_IntList", this, dim.ToArray(), keepdim, type);
        public Tensor mean() => Op.Call("mean", this);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Op.Call("mean.dim", this, dimensions, keepdim, type);
        public Tensor prod(ScalarType? type = null) => Op.Call("prod", this, type);
        public Tensor cumsum(long dim, ScalarType? type = null) => Op.Call("cumsum", this, dim, type);
        public Tensor std(bool unbiased = true) => Op.Call("std", this, unbiased);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Op.Call("std.dim", this, new[] { dim }, unbiased, keepdim).As(type);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Op.Call("var.dim", this, new[] { dim }, unbiased, keepdim).As(type);
        public Tensor norm(float p = 2) => Op.Call("norm.Scalar", this, (double)p);
        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Op.Call("norm.ScalarOpt_dim", this, (double)p, new long[] { dim }, keepdim);
        public Tensor max() => Op.Call("max", this);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Op.Two("max.dim", this, dim, keepdim);
        public Tensor min() => Op.Call("min", this);
        public Tensor amax(params long[] dims) => Op.Call("amax", this, dims);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor @out = null) => Into(Op.Call("amax", this, dims, keepdim), @out);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor @out = null) => Into(Op.Call("amin", this, dims, keepdim), @out);
        public Tensor argmax() => Op.Call("argmax", this);
        public Tensor argmax(long dim, bool keepdim = false) => Op.Call("argmax", this, dim, keepdim);
        public Tensor argmin(long dim, bool keepdim = false) => Op.Call("argmin", this, dim, keepdim);
        public Tensor argsort(long dim = -1, bool descending = false) => Op.Call("argsort", this, dim, descending);
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) => Op.Two("sort.stable", this, stable, dim, descending);
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => Op.Two("topk", this, k, dim, largest, sorted);

        public (Tensor output, Tensor inverse_indices, Tensor counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            (Tensor output, Tensor inverse, Tensor counts) = dim is int d
                ? Op.Three("unique_dim", this, (long)d, sorted, return_inverse, return_counts)
                : Op.Three("_unique2", this, sorted, return_inverse, return_counts);
            return (output, Asked(inverse, return_inverse), Asked(counts, return_counts));

            static Tensor Asked(Tensor result, bool asked)
            {
                if (!asked)
                {
                    result.Dispose();
                }

                return asked ? result : null;
            }
        }

        public Tensor all() => Op.Call("all", this);
        public Tensor all(long dim, bool keepdim = false) => Op.Call("all.dim", this, dim, keepdim);
        public Tensor any() => Op.Call("any", this);
        public Tensor any(long dim, bool keepdim = false) => Op.Call("any.dim", this, dim, keepdim);
        public Tensor bincount(Tensor weights, long minlength = 0) => Op.Call("bincount", this, weights, minlength);
        public Tensor logsumexp(long dim, bool keepdim = false) => Op.Call("logsumexp", this, new[] { dim }, keepdim);
        public Tensor softmax(long dim, ScalarType? dtype = null) => Op.Call("softmax.int", this, dim, dtype);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Op.Call("log_softmax.int", this, dim, dtype);

        private static Tensor Into(Tensor result, Tensor target)
        {
            if (target is null)
            {
                return result;
            }

            using (result)
            {
                return target.copy_(result);
            }
        }

        private Tensor As(ScalarType? type) => type is ScalarType t && t != dtype ? to(t, disposeAfter: true) : this;
    }
}
