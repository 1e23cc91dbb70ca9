using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public enum GridSampleMode
    {
        Nearest = 0,
        Bilinear = 2,
    }

    public enum GridSamplePaddingMode
    {
        Zeros = 0,
        Reflection = 1,
        Border = 2,
    }

    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor affine_grid(Tensor theta, long[] size = null, bool align_corners = false) =>
                Op.Call("affine_grid_generator", theta, size, align_corners);

            public static Tensor grid_sample(Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear, GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null) =>
                Op.Call("grid_sampler", input, grid, Number(mode), Number(padding_mode), align_corners ?? false);

            // libtorch numbers both in other orders.
            private static long Number(GridSampleMode mode) => mode == GridSampleMode.Bilinear ? 0 : 1;

            private static long Number(GridSamplePaddingMode mode) => mode switch
            {
                GridSamplePaddingMode.Border => 1,
                GridSamplePaddingMode.Reflection => 2,
                _ => 0,
            };
        }
    }
}
