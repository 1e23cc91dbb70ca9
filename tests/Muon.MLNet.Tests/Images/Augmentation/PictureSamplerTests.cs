using Muon.MLNet.Images.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images.Augmentation;

[TestClass]
public sealed class PictureSamplerTests
{
    // A ramp is bilinear: sampled anywhere inside, it has the value of the formula.
    [TestMethod]
    [DataRow(0, 2.5, -1.25, 1)]
    [DataRow(30, 0, 0, 1)]
    [DataRow(-75, 1, 2, 1.25)]
    [DataRow(180, 0, 0, 0.5)]
    public void A_ramp_has_the_values_of_its_formula_wherever_it_is_seen(double degrees, double right, double down, double zoom)
    {
        using DisposeScope scope = NewDisposeScope();
        const int Height = 30, Width = 40;
        Tensor ramp = Ramp(Height, Width, (x, y) => (3 * x) - (2 * y) + 50);
        Affine toPixels = Affine.Scale(Width / 2.0, Height / 2.0), toShares = Affine.Scale(2.0 / Width, 2.0 / Height);
        Affine undo = Affine.Shift(-right, -down).Then(Affine.Turn(-degrees)).Then(Affine.Scale(1 / zoom, 1 / zoom));

        Tensor seen = new PictureSampler(new(Height, Width), new(Height, Width), GridSamplePaddingMode.Border)
            .Sample(ramp, [toPixels.Then(undo).Then(toShares)]);

        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        int compared = 0;
        foreach ((int row, int column) in from row in Enumerable.Range(0, Height) from column in Enumerable.Range(0, Width) select (row, column))
        {
            // Where the pixel was before it was turned clockwise, enlarged and shifted.
            double x = column - ((Width - 1) / 2.0) - right, y = row - ((Height - 1) / 2.0) - down;
            double fromX = (((cos * x) + (sin * y)) / zoom) + ((Width - 1) / 2.0), fromY = (((cos * y) - (sin * x)) / zoom) + ((Height - 1) / 2.0);
            if (fromX >= 0 && fromX <= Width - 1 && fromY >= 0 && fromY <= Height - 1)
            {
                Assert.AreEqual((3 * fromX) - (2 * fromY) + 50, seen[0, 0, row, column].item<float>(), 1e-3);
                compared++;
            }
        }

        Assert.IsGreaterThan(Height * Width / 5, compared);
    }

    // Pictures of several reductions in one batch: each is averaged over the squares of its own reduction.
    [TestMethod]
    public void A_ramp_keeps_its_values_where_it_is_reduced()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor ramp = Ramp(37, 50, (x, y) => x + (2 * y)).repeat(3, 1, 1, 1);
        Affine[] maps = [Affine.Identity, Affine.Scale(0.15, 0.15), Affine.Scale(0.5, 0.5)];

        Tensor seen = new PictureSampler(new(37, 50), new(9, 10), GridSamplePaddingMode.Reflection).Sample(ramp, maps);

        for (int i = 0; i < maps.Length; i++)
        {
            // Not the border, where half a square is seen.
            for (int row = 1; row < 8; row++)
            {
                for (int column = 1; column < 9; column++)
                {
                    double x = 24.5 + (maps[i].XX * (column - 4.5) * 5), y = 18 + (maps[i].YY * (row - 4) * 37 / 9);
                    Assert.AreEqual(x + (2 * y), seen[i, 0, row, column].item<float>(), 1e-3, $"picture {i}, row {row}, column {column}");
                }
            }
        }
    }

    [TestMethod]
    public void Samples_where_affine_grid_says()
    {
        using DisposeScope scope = NewDisposeScope();
        Affine map = new(0.7, 0.2, 0.1, -0.3, 0.6, -0.05);
        Tensor picture = AugmentationCase.Bytes(1, 1, 12, 15, 3).permute(0, 3, 1, 2).to(ScalarType.Float32);
        Tensor theta = tensor([(float)map.XX, (float)map.XY, (float)map.X0, (float)map.YX, (float)map.YY, (float)map.Y0], [1, 2, 3]);
        Tensor grid = nn.functional.affine_grid(theta, [1, 3, 10, 14], align_corners: false);
        Tensor expected = nn.functional.grid_sample(picture, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Reflection, align_corners: false);

        Tensor actual = new PictureSampler(new(12, 15), new(10, 14), GridSamplePaddingMode.Reflection).Sample(picture, [map]);

        Assert.IsLessThan(1e-2f, actual.sub(expected).abs().max().item<float>());
    }

    private static Tensor Ramp(int height, int width, Func<int, int, double> value)
    {
        float[] values = [.. from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) select (float)value(x, y)];
        return tensor(values, [1, 1, height, width]);
    }
}
