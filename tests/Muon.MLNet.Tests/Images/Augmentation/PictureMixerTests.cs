using Muon.MLNet.Images.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images.Augmentation;

[TestClass]
public sealed class PictureMixerTests
{
    private const int Height = 12, Width = 10;
    private static readonly int[] Targets = [0, 1, 2, 3, 4];

    // Picture i has the value i everywhere, and its class is i.
    [TestMethod]
    [DataRow(1.0, 0.0)]
    [DataRow(0.0, 1.0)]
    [DataRow(0.4, 0.4)]
    public void The_share_of_each_class_is_the_share_of_its_picture(double mixup, double cutMix)
    {
        using DisposeScope scope = NewDisposeScope();
        PictureMixer mixer = new(new ImageAugmentation { Mixup = mixup, CutMix = cutMix }, new(Height, Width), classes: 5);
        int mixed = 0;
        for (int step = 0; step < 50; step++)
        {
            Tensor pictures = arange(5, ScalarType.Float32).reshape(5, 1, 1, 1).repeat(1, Height, Width, 2);
            Tensor shares = mixer.Apply(pictures, Targets, new PictureDice(1, 1, step, DicePurpose.Mix));

            Tensor expected = shares.matmul(arange(5, ScalarType.Float32).reshape(5, 1)).reshape(5);
            Assert.IsLessThan(1e-5f, pictures.mean([1L, 2L, 3L]).sub(expected).abs().max().item<float>());
            Assert.IsLessThan(1e-6f, shares.sum(1).sub(ones(5)).abs().max().item<float>());
            mixed += shares.max().item<float>() < 0.999 ? 1 : 0;
        }

        Assert.IsGreaterThan(10, mixed);
    }

    [TestMethod]
    public void CutMix_leaves_each_pixel_of_one_picture_or_the_other_and_mixup_averages_all()
    {
        using DisposeScope scope = NewDisposeScope();
        ImageAugmentation both = new() { Mixup = 1, CutMix = 1 };
        PictureMixer mixer = new(both, new(Height, Width), classes: 5);
        int cut = 0, averaged = 0;
        for (int step = 0; step < 200; step++)
        {
            Tensor pictures = tensor([1f, 0, 0, 0, 0], [5, 1, 1, 1]).repeat(1, Height, Width, 1);
            mixer.Apply(pictures, Targets, new PictureDice(1, 1, step, DicePurpose.Mix));
            float[] first = AugmentationCase.Values(pictures[0]);
            bool even = first.All(value => value == first[0]);
            cut += first.All(value => value is 0 or 1) && !even ? 1 : 0;
            averaged += even && first[0] is > 0 and < 1 ? 1 : 0;
        }

        Assert.IsTrue(cut is > 40 and < 110, $"{cut}");
        Assert.IsTrue(averaged is > 40 and < 110, $"{averaged}");
    }

    [TestMethod]
    public void A_picture_without_company_keeps_its_class()
    {
        using DisposeScope scope = NewDisposeScope();
        PictureMixer mixer = new(new ImageAugmentation { Mixup = 0.3 }, new(Height, Width), classes: 5);
        Tensor shares = mixer.Apply(ones(1, Height, Width, 3), [3], new PictureDice(1, 1, 1, DicePurpose.Mix));
        CollectionAssert.AreEqual(new[] { 0f, 0, 0, 1, 0 }, AugmentationCase.Values(shares));
    }
}
