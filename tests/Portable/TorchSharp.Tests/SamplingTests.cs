using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Muon.Portable.Torch.Tests;

/// <summary>Expected values are PyTorch's.</summary>
[TestClass]
public sealed class SamplingTests : ScopedTests
{
    private static Tensor Picture => torch.arange(6, dtype: ScalarType.Float32).reshape(1, 1, 2, 3);

    [TestMethod]
    public void AffineGridsGoFromBorderToBorder()
    {
        Tensor half = torch.tensor(new[] { 0.5f, 0, 0.25f, 0, 1, 0 }, [1, 2, 3]);
        Near([0, -0.5, 0.5, -0.5, 0, 0.5, 0.5, 0.5], F.affine_grid(half, [1, 1, 2, 2]));
        Near([-0.25, -1, 0.75, -1, -0.25, 1, 0.75, 1], F.affine_grid(half, [1, 1, 2, 2], align_corners: true));
    }

    [TestMethod]
    public void GridsAreSampledInBothModes()
    {
        Tensor grid = torch.tensor(new[] { 0f, 0, 0.3f, -0.5f, -0.6f, 0.4f }, [1, 1, 3, 2]);
        Near([2.5, 1.45, 2.8], F.grid_sample(Picture, grid), 1e-5);
        Near([1, 1, 3], F.grid_sample(Picture, grid, GridSampleMode.Nearest));
        Near([2.5, 2.05, 2.5], F.grid_sample(Picture, grid, align_corners: true), 1e-5);
    }

    [TestMethod]
    public void BeyondTheBorderIsWhatThePaddingSays()
    {
        Tensor grid = torch.tensor(new[] { -2f, 0.5f, 2.2f, -0.5f }, [1, 1, 2, 2]);
        Near([0, 0], F.grid_sample(Picture, grid));
        Near([3, 2], F.grid_sample(Picture, grid, padding_mode: GridSamplePaddingMode.Border));
        Near([4, 0.7], F.grid_sample(Picture, grid, padding_mode: GridSamplePaddingMode.Reflection), 1e-5);
    }

    [TestMethod]
    public void LeastAndMostOfSeveralDimensions()
    {
        Near([0], Picture.amin([2, 3]));
        Tensor kept = Picture.amax([1, 2, 3], keepdim: true);
        CollectionAssert.AreEqual(new long[] { 1, 1, 1, 1 }, kept.shape);
        Near([5], kept);
        Near([-2, 1], torch.tensor(new[] { -1.5f, 1.5f }).floor_());
    }
}
