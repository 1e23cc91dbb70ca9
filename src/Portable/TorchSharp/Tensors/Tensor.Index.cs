using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One position of an index expression: a number, a range, a tensor, or one of the fixed values.</summary>
    public struct TensorIndex
    {
        internal enum Form
        {
            None,
            Ellipsis,
            Single,
            Slice,
            Tensor,
        }

        internal Form Kind;
        internal long? Start;
        internal long? Stop;
        internal long? Step;
        internal Tensor Values;

        public static TensorIndex None = new() { Kind = Form.None };
        public static TensorIndex Ellipsis = new() { Kind = Form.Ellipsis };
        public static TensorIndex Colon = Slice();

        internal static TensorIndex Single(long? index) => new() { Kind = Form.Single, Start = index };

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new() { Kind = Form.Slice, Start = start, Stop = stop, Step = step };

        internal static TensorIndex Slice(Range range) => Slice(From(range.Start), range.End.IsFromEnd && range.End.Value == 0 ? null : From(range.End));

        public static TensorIndex Tensor(Tensor tensor) => new() { Kind = Form.Tensor, Values = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex(Index index) => Single(From(index));
        public static implicit operator TensorIndex(Range range) => Slice(range);
        private static long From(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }

    public partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Assign(select(0, i1), value);
        }

        public Tensor this[long i1, long i2]
        {
            get => At(i1, i2);
            set => Assign(At(i1, i2), value);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => At(i1, i2, i3);
            set => Assign(At(i1, i2, i3), value);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At(i1, i2, i3, i4);
            set => Assign(At(i1, i2, i3, i4), value);
        }

        private Tensor index(params TensorIndex[] indices) => View(indices, out Tensor[] advanced) is var view && advanced is null ? view : Gathered(view, advanced);

        private Tensor index(params Tensor[] indices) => Op.Call("index.Tensor", this, indices);

        private Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            using Tensor view = View(indices, out Tensor[] advanced);
            _ = advanced is null ? view.copy_(value) : view.index_put_(value, advanced);
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => Op.InPlace("index_put_", this, indices, value);

        private static Tensor Gathered(Tensor view, Tensor[] advanced)
        {
            using (view)
            {
                return view.index(advanced);
            }
        }

        private Tensor At(params ReadOnlySpan<long> indices)
        {
            Tensor result = select(0, indices[0]);
            foreach (long i in indices[1..])
            {
                using Tensor outer = result;
                result = outer.select(0, i);
            }

            return result;
        }

        private static void Assign(Tensor view, Tensor value)
        {
            using (view)
            {
                view.copy_(value);
            }
        }

        /// <summary>
        /// Applies the numbers, slices and new axes one after the other; tensors are left for one call of "index" on the
        /// resulting view (<paramref name="advanced"/>, null where there are none).
        /// </summary>
        private Tensor View(TensorIndex[] indices, out Tensor[] advanced)
        {
            int consumed = indices.Count(i => i.Kind is TensorIndex.Form.Single or TensorIndex.Form.Slice) +
                           indices.Where(i => i.Kind == TensorIndex.Form.Tensor).Sum(i => i.Values.dtype == ScalarType.Bool ? (int)i.Values.dim() : 1);
            var tensors = new List<Tensor>();
            Tensor view = this;
            int dim = 0;
            int slot = 0;
            foreach (TensorIndex i in indices)
            {
                switch (i.Kind)
                {
                    case TensorIndex.Form.Single:
                        Next(view.select(dim, i.Start ?? 0), 0);
                        break;
                    case TensorIndex.Form.Slice:
                        Next(Op.Call("slice.Tensor", view, dim, i.Start, i.Stop, i.Step ?? 1), 1);
                        break;
                    case TensorIndex.Form.None:
                        Next(view.unsqueeze(dim), 1);
                        break;
                    case TensorIndex.Form.Ellipsis:
                        Next(view, shape.Length - consumed);
                        break;
                    default:
                        tensors.AddRange(new Tensor[slot - tensors.Count]);
                        tensors.Add(i.Values);
                        slot++;
                        dim += i.Values.dtype == ScalarType.Bool ? (int)i.Values.dim() : 1;
                        break;
                }
            }

            void Next(Tensor result, int passed)
            {
                if (view != (object)this && view != (object)result)
                {
                    view.Dispose();
                }

                view = result;
                dim += passed;
                slot += passed;
            }

            advanced = tensors.Count == 0 ? null : [.. tensors];
            return view == (object)this ? alias() : view;
        }
    }
}
