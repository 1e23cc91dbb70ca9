using System.Runtime.InteropServices;
using TorchSharp.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    public sealed class Embedding : Module<Tensor, Tensor>
    {
        private readonly EmbeddingTable table;

        internal Embedding(long count, long size, in EmbeddingTable table, Device device, ScalarType? dtype)
            : base("torch::nn::EmbeddingImpl")
        {
            this.table = table with { Padding = EmbeddingTable.InRange(table.Padding, count) };
            Hold("weight", this.table.Fill(count, size), device, dtype);
        }

        internal Embedding(Tensor weights, bool freeze, in EmbeddingTable table, Device device, ScalarType? dtype)
            : base("torch::nn::EmbeddingImpl")
        {
            this.table = table with { Padding = EmbeddingTable.InRange(table.Padding, weights.shape[0]) };
            this.HoldPretrained(weights, freeze, device, dtype);
        }

        public Parameter weight { get => Shared("weight"); set => Replace("weight", value); }

        public override Tensor forward(Tensor input)
        {
            Tensor weight = Held("weight");
            table.Renormalize(weight, input);
            return Op.Call("embedding", weight, input, table.Padding ?? -1, table.ScaleByFrequency, table.Sparse);
        }
    }

    public sealed class EmbeddingBag : Module<Tensor, Tensor, Tensor, Tensor>
    {
        private readonly EmbeddingTable table;
        private readonly EmbeddingBagMode mode;
        private readonly bool includeLastOffset;

        internal EmbeddingBag(long count, long size, in EmbeddingTable table, EmbeddingBagMode mode, bool includeLastOffset, Device device, ScalarType? dtype)
            : base("torch::nn::EmbeddingBagImpl")
        {
            (this.table, this.mode, this.includeLastOffset) = (table, mode, includeLastOffset);
            Hold("weight", table.Fill(count, size), device, dtype);
        }

        public Parameter weight { get => Shared("weight"); set => Replace("weight", value); }

        public Tensor call(Tensor input) => forward(input, null, null);

        public Tensor call(Tensor input, Tensor offsets) => forward(input, offsets, null);

        public override Tensor forward(Tensor input, Tensor offsets, Tensor perSampleWeights)
        {
            Tensor weight = Held("weight");
            long[] shape = input.shape;
            if (!input.is_integral())
            {
                throw new ArgumentException("Embedding input must be an integral tensor.");
            }

            if (shape.Length == 2 && offsets is not null)
            {
                throw new ArgumentException("'offsets' must be null for a 2-D input.");
            }

            if (shape.Length == 1 && offsets is null)
            {
                throw new ArgumentException("'offsets' must be non-null for a 1-D input.");
            }

            // A matrix of indices is a row per bag.
            using Tensor flat = shape.Length == 2 ? input.reshape(-1) : null;
            using Tensor starts = shape.Length == 2 ? Op.Call("arange.start_step", 0L, shape[0] * shape[1], shape[1], input.dtype, default, input.device) : null;
            using Tensor weights = shape.Length == 2 ? perSampleWeights?.reshape(-1) : null;
            table.Renormalize(weight, input);
            var results = Op.Many("embedding_bag.padding_idx", 4, weight, flat ?? input, starts ?? offsets, table.ScaleByFrequency, (long)mode, table.Sparse, weights ?? perSampleWeights, shape.Length == 1 && includeLastOffset, table.Padding);
            foreach (Tensor rest in results.Skip(1))
            {
                rest?.Dispose();
            }

            return results[0];
        }
    }

    /// <summary>The options that both kinds of embedding share.</summary>
    internal readonly record struct EmbeddingTable(long? Padding, double? MaxNorm, double NormType, bool ScaleByFrequency, bool Sparse)
    {
        public static long? InRange(long? padding, long count) =>
            padding is long p && (p < -count || p >= count)
                ? throw new ExternalException("Padding_idx must be within num_embeddings")
                : padding < 0 ? padding + count : padding;

        public Tensor Fill(long count, long size)
        {
            Tensor weight = init.normal_(empty([count, size]));
            if (Padding is long p)
            {
                using Tensor row = weight.select(0, p);
                row.zero_();
            }

            return weight;
        }

        public void Renormalize(Tensor weight, Tensor indices)
        {
            if (MaxNorm is double max)
            {
                using IDisposable noGrad = no_grad();
                using Tensor flat = indices.contiguous();
                Op.InPlace("embedding_renorm_", weight, flat, max, NormType);
            }
        }
    }

    internal static class EmbeddingExtensions
    {
        /// <summary>The table shares its memory with the given tensor, which stays the caller's.</summary>
        public static void HoldPretrained(this Module module, Tensor weights, bool freeze, Device device, ScalarType? dtype)
        {
            module.Hold("weight", weights.detach(), device, dtype);
            module.Held("weight").requires_grad = !freeze;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device device = null, ScalarType? dtype = null) =>
                new(num_embeddings, embedding_dims, new EmbeddingTable(padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse), device, dtype);

            public static Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device device = null, ScalarType? dtype = null) =>
                new(embeddings, freeze, new EmbeddingTable(padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse), device, dtype);

            public static EmbeddingBag EmbeddingBag(long num_embeddings, long embedding_dims, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, EmbeddingBagMode mode = EmbeddingBagMode.Mean, bool sparse = false, bool include_last_offset = false, long padding_index = -1, Device device = null, ScalarType? dtype = null) =>
                new(num_embeddings, embedding_dims, new EmbeddingTable(padding_index < 0 ? null : padding_index, max_norm, norm_type, scale_grad_by_freq, sparse), mode, include_last_offset, device, dtype);
        }
    }
}
