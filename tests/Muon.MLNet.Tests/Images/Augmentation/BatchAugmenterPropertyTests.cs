using FsCheck;
using FsCheck.Fluent;
using Muon.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;
using static Muon.MLNet.Tests.Images.Augmentation.AugmentationCase;

namespace Muon.MLNet.Tests.Images.Augmentation;

/// <summary>What must hold for pictures of every size.</summary>
[TestClass]
public sealed class BatchAugmenterPropertyTests
{
    private static readonly Gen<Sizes> Cases =
        from h in Gen.Choose(1, 40)
        from w in Gen.Choose(1, 40)
        from height in Gen.Choose(1, 40)
        from width in Gen.Choose(1, 40)
        from channels in Gen.Elements(1, 3, 4)
        from batch in Gen.Choose(1, 9)
        from seed in Gen.Choose(0, 1 << 20)
        select new Sizes(h, w, height, width, channels, batch, seed);

    private static ImageAugmentation Everything => new()
    {
        CropArea = 0.05, HorizontalFlip = true, VerticalFlip = true, Translation = 0.5, Rotation = 180, Zoom = 1, ColorJitter = 1,
        PolicyOperations = 2, PolicyMagnitude = 1, RandomErasing = 1, Mixup = 0.4, CutMix = 1,
    };

    [TestMethod]
    public void Bytes_stay_bytes_of_the_size_wanted() => ForAll(item =>
    {
        Batch batch = item.Apply(Everything, asBytes: true);
        return batch.Inputs.shape.SequenceEqual([item.Batch, item.Channels, item.Height, item.Width])
            && batch.Inputs.min().item<float>() >= 0 && batch.Inputs.max().item<float>() <= 255 + 1e-3; // shares of a mixture sum to 1, about
    });

    [TestMethod]
    public void Numbers_stay_finite() => ForAll(item => item.Apply(Everything, asBytes: false).Inputs.isfinite().all().item<bool>());

    [TestMethod]
    public void Shares_of_the_classes_sum_to_one() => ForAll(item =>
    {
        Tensor shares = item.Apply(Everything, asBytes: true).Targets!;
        return shares.shape.SequenceEqual([item.Batch, Classes]) && Values(shares.sum(1)).All(sum => Math.Abs(sum - 1) < 1e-6) && shares.min().item<float>() >= 0;
    });

    // Every pixel is an average of pixels of the picture.
    [TestMethod]
    public void A_picture_of_one_color_stays_it_wherever_it_is_seen() => ForAll(item =>
    {
        ImageAugmentation places = new() { CropArea = 0.05, HorizontalFlip = true, Translation = 0.5, Rotation = 180, Zoom = 1 };
        Tensor pixels = full(1, item.Seed % 256, ScalarType.Byte).expand(item.Batch, item.StoredHeight, item.StoredWidth, item.Channels);
        Tensor result = AugmentationCase.Apply(places, pixels, item.Height, item.Width);
        return result.sub(full(1, item.Seed % 256, ScalarType.Float32)).abs().max().item<float>() < 1e-3;
    });

    private static void ForAll(Func<Sizes, bool> property) => Prop
        .ForAll(Cases.ToArbitrary(), item =>
        {
            using DisposeScope scope = NewDisposeScope();
            return property(item);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Muon.Testing.TestLength.Rounds(60, 2000)).WithReplay(2026, 1125));

    private sealed record Sizes(int StoredHeight, int StoredWidth, int Height, int Width, int Channels, int Batch, int Seed)
    {
        public Batch Apply(ImageAugmentation options, bool asBytes)
        {
            Tensor pixels = Bytes(Seed, Batch, StoredHeight, StoredWidth, Channels);
            return Augmenter(options, Height, Width, Channels, Seed)
                .Apply(asBytes ? pixels : pixels.to(ScalarType.Float32), Indices(Batch), Targets(Batch), 1, 0, CPU);
        }
    }
}
