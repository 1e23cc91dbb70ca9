using System.Runtime.InteropServices;
using TorchSharp.Interop;
using static TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An n-dimensional array held by libtorch. Dispose, the dispose scope it was created in, or the finalizer releases it.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long totalCount;
        private static long peakCount;
        private nint handle;

        /// <summary>Adopts a handle that the shim gave out.</summary>
        internal Tensor(nint handle)
        {
            this.handle = handle;
            long count = Interlocked.Increment(ref totalCount);
            for (long peak = peakCount; count > peak; peak = peakCount)
            {
                Interlocked.CompareExchange(ref peakCount, count, peak);
            }

            Scope = DisposeScopeManager.Register(this);
        }

        ~Tensor() => Dispose(false);

        public static long TotalCount => Interlocked.Read(ref totalCount);

        public static long PeakCount => Interlocked.Read(ref peakCount);

        public nint Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public bool IsInvalid => handle == 0;

        internal DisposeScope Scope { get; set; }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        private void Dispose(bool disposing)
        {
            nint released = DecoupleFromNativeHandle();
            if (released == 0)
            {
                return;
            }

            muon_free(released);
            if (disposing)
            {
                ThreadDisposeScopeStatistics statistics = DisposeScopeManager.Statistics;
                if (Scope is null)
                {
                    statistics.DisposedOutside++;
                }
                else
                {
                    statistics.DisposedInScopeCount++;
                    Scope.MarkAsDisposed(this);
                    Scope = null;
                }
            }
        }

        /// <summary>Hands the native tensor to the caller; this object is then invalid.</summary>
        internal nint DecoupleFromNativeHandle()
        {
            nint released = Interlocked.Exchange(ref handle, 0);
            if (released != 0)
            {
                Interlocked.Decrement(ref totalCount);
            }

            return released;
        }

        /// <summary>Gives this variable (a leaf stays the same leaf) the data of another tensor, of any dtype and device.</summary>
        internal void SetData(Tensor source)
        {
            Check(muon_set_data(Handle, source.Handle));
            GC.KeepAlive(source);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            if (Scope is null)
            {
                other?.Attach(this);
            }
            else
            {
                Scope.MoveToOther(other, this);
            }

            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            Scope?.Detach(this);
            return this;
        }

        // -- What the tensor is ------------------------------------------------------------------------------------

        private Description Describe()
        {
            Description description;
            unsafe
            {
                Check(muon_describe(Handle, (long*)&description));
            }

            GC.KeepAlive(this);
            return description;
        }

        [StructLayout(LayoutKind.Sequential)]
        private readonly struct Description
        {
            public readonly long Type;
            public readonly long DeviceType;
            public readonly long DeviceIndex;
            public readonly long Dimensions;
            public readonly long Elements;
            public readonly long ElementSize;
            private readonly long flags;

            public bool RequiresGrad => (flags & 1) != 0;

            public bool IsLeaf => (flags & 2) != 0;

            public bool IsContiguous => (flags & 4) != 0;

            public bool IsSparse => (flags & 8) != 0;
        }

        public ScalarType dtype => (ScalarType)Describe().Type;

        public Device device => Describe() is var d ? new Device((DeviceType)d.DeviceType, (int)d.DeviceIndex) : null;

        public DeviceType device_type => (DeviceType)Describe().DeviceType;

        internal int device_index => (int)Describe().DeviceIndex;

        public bool is_sparse => Describe().IsSparse;

        public bool is_leaf => Describe().IsLeaf;

        public bool is_contiguous() => Describe().IsContiguous;

        public bool is_floating_point() => torch.is_floating_point(dtype);

        internal bool is_integral() => torch.is_integral(dtype);

        public long numel() => Describe().Elements;

        public long ElementSize => Describe().ElementSize;

        public long dim() => Describe().Dimensions;

        public long[] shape => Sizes(strides: false);

        public long size(int dim) => Along(shape, dim);

        public long[] stride() => Sizes(strides: true);

        private static long Along(long[] values, int dim) =>
            dim >= -values.Length && dim < values.Length
                ? values[dim < 0 ? dim + values.Length : dim]
                : throw new ExternalException($"Dimension out of range (expected to be in range of [{-values.Length}, {values.Length - 1}], but got {dim})");

        private unsafe long[] Sizes(bool strides)
        {
            var result = new long[dim()];
            fixed (long* p = result)
            {
                Check(muon_sizes(Handle, strides ? null : p, strides ? p : null));
            }

            GC.KeepAlive(this);
            return result;
        }

        // Tensors are the same when they have the same shape and values, as in TorchSharp; the hash is of the object.
        public bool Equals(Tensor target) => target is not null && Op.Plain("equal", this, target).Int != 0;

        public override bool Equals(object obj) => obj is Tensor t && Equals(t);

        public override int GetHashCode() => base.GetHashCode();
    }

    internal static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    internal static bool is_integral(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64;
}
