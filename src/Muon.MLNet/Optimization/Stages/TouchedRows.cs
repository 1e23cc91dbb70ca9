using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>The rows of a gradient that are not all zero: those that the batch looked up.</summary>
/// <remarks>
/// Autograd gives a dense gradient, so all of it is read once. The Euclidean norm is the cheapest look at a row: it reads
/// memory at its full rate, needs a number per row, and takes a small part of the time of the dense step. NaN and infinity
/// count as touched; a row in which every square underflows, all entries below 1e-23 in float32, counts as zero. The number
/// of rows has to be known to go on, so that on a CUDA device the host waits for it. A gradient of an embedding with
/// <c>sparse: true</c> names its rows itself.
/// </remarks>
internal static class TouchedRows
{
    /// <param name="gradient">(rows, columns), dense or sparse; a row may appear more than once in a sparse one.</param>
    /// <returns>The numbers of the touched rows, (touched), and their gradients, (touched, columns).</returns>
    public static (Tensor Rows, Tensor Gradients) Of(Tensor gradient)
    {
        if (gradient.is_sparse)
        {
            using Tensor named = gradient.SparseIndices[0];                          // (entries)
            using Tensor values = gradient.SparseValues;                             // (entries, columns), but (0) of a batch that looks nothing up
            if (values.numel() == 0)
            {
                return (zeros(0, ScalarType.Int64, gradient.device), zeros(0, gradient.shape[1], gradient.dtype, gradient.device));
            }

            (Tensor unique, Tensor place, Tensor? count) = named.unique(sorted: true, return_inverse: true);
            count?.Dispose();
            using Scalar one = 1;
            return (unique, zeros(unique.size(0), values.size(1), values.dtype, values.device).index_add_(0, place, values, one));
        }

        using Tensor norms = gradient.norm(1, keepdim: false, p: 2f);                // (rows)
        Tensor rows = norms.nonzero().squeeze(1);
        return (rows, gradient.index_select(0, rows));
    }
}
