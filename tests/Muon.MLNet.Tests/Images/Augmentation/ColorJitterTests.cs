using Muon.MLNet.Images.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images.Augmentation;

[TestClass]
public sealed class ColorJitterTests
{
    [TestMethod]
    public void Is_brightness_then_contrast_then_saturation()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pictures = AugmentationCase.Bytes(1, 2, 5, 6, 3).permute(0, 3, 1, 2).to(ScalarType.Float32);
        (double, double, double)[] factors = [(1.2, 0.7, 0.4), (0.6, 1.3, 1.5)];
        Tensor expected = stack([Reference(pictures[0], factors[0]), Reference(pictures[1], factors[1])]);

        ColorJitter.Apply(pictures, factors, bytes: false);

        Assert.IsLessThan(1e-3f, pictures.sub(expected).abs().max().item<float>());
    }

    [TestMethod]
    public void Saturation_does_nothing_to_grey_pictures()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pictures = AugmentationCase.Bytes(1, 1, 5, 6, 1).permute(0, 3, 1, 2).to(ScalarType.Float32), before = pictures.clone();
        ColorJitter.Apply(pictures, [(1, 1, 0.2)], bytes: true);
        AugmentationCase.SameBits(before, pictures);
    }

    [TestMethod]
    public void Factors_are_spread_around_one()
    {
        double[] factors = [.. Enumerable.Range(0, 4000).Select(i => ColorJitter.Draw(new PictureDice(1, 1, i, DicePurpose.Color), 0.3).Contrast).Order()];
        Assert.IsGreaterThanOrEqualTo(0.7, factors[0]);
        Assert.IsLessThanOrEqualTo(1.3, factors[^1]);
        Assert.AreEqual(0.85, factors[1000], 0.02);
        Assert.AreEqual(1.15, factors[3000], 0.02);
    }

    // One after the other, picture (3, h, w).
    private static Tensor Reference(Tensor picture, (double Brightness, double Contrast, double Saturation) factors)
    {
        Tensor x = picture.Times(factors.Brightness);
        Tensor mean = GreyOf(x).mean();
        x = x.sub(mean).Times(factors.Contrast).add(mean);
        Tensor grey = GreyOf(x);
        return x.sub(grey).Times(factors.Saturation).add(grey);
    }

    private static Tensor GreyOf(Tensor x) => x[0].Times(0.299).add(x[1].Times(0.587)).add(x[2].Times(0.114));
}
