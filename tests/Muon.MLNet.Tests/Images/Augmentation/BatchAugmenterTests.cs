using Muon.MLNet.Images.Augmentation;
using Muon.MLNet.Training;
using Muon.MLNet.Tests.TestData;
using TorchSharp;
using static TorchSharp.torch;
using static Muon.MLNet.Tests.Images.Augmentation.AugmentationCase;

namespace Muon.MLNet.Tests.Images.Augmentation;

[TestClass]
public sealed class BatchAugmenterTests
{
    // All that changes one picture by itself.
    private static ImageAugmentation Alone => new()
    {
        CropArea = 0.1, HorizontalFlip = true, VerticalFlip = true, Translation = 0.1, Rotation = 20, Zoom = 0.2,
        ColorJitter = 0.4, PolicyOperations = 3, PolicyMagnitude = 0.6, RandomErasing = 0.7,
    };

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(4)]
    public void Nothing_is_changed_when_everything_is_off(int channels)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = Bytes(1, 5, 7, 6, channels);

        Batch batch = Augmenter(ImageAugmentation.None, 7, 6, channels).Apply(pixels, Indices(5), Targets(5), 1, 0, CPU);

        Assert.AreEqual(ScalarType.Float32, batch.Inputs.dtype);
        SameBits(pixels.permute(0, 3, 1, 2).to(ScalarType.Float32), batch.Inputs);
        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 3, 4 }, batch.Classes.data<long>().ToArray());
        Assert.IsNull(batch.Targets);
        CollectionAssert.AreEqual(new long[] { 7 * 6 * channels, 1, 6 * channels, channels }, batch.Inputs.stride());
    }

    [TestMethod]
    public void The_stored_numbers_are_not_written_to()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = Bytes(1, 4, 8, 8, 3).to(ScalarType.Float32);
        Tensor before = pixels.clone();

        foreach (ImageAugmentation options in new[] { new() { ColorJitter = 0.5, RandomErasing = 1 }, new() { Mixup = 1 }, ImageAugmentation.Strong })
        {
            Apply(options, pixels, 8, 8);
            SameBits(before, pixels);
        }
    }

    [TestMethod]
    [DataRow(24, 24, 16, 16, true)]
    [DataRow(16, 16, 16, 16, true)]
    [DataRow(40, 33, 9, 12, true)] // reduced so much that pictures are averaged first
    [DataRow(200, 200, 190, 190, true)] // so large that one picture would be shared out among threads
    [DataRow(24, 20, 16, 12, false)]
    public void A_picture_becomes_the_same_bits_in_any_batch_at_any_place_and_on_any_thread(int h, int w, int height, int width, bool bytes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = Bytes(3, 9, h, w, 3);
        pixels = bytes ? pixels : pixels.to(ScalarType.Float32);
        Tensor together = Apply(Alone, pixels, height, width);
        int[] indices = Indices(9);
        int threads = get_num_threads();
        try
        {
            for (int i = 0; i < 9; i++)
            {
                set_num_threads(1 + (i % 2));
                SameBits(together[i], Apply(Alone, pixels.narrow(0, i, 1), height, width, indices: [indices[i]])[0]);
            }

            Tensor reversed = null!;
            Thread other = new(() => reversed = Apply(Alone, pixels.flip(0), height, width, indices: [.. indices.Reverse()]));
            other.Start();
            other.Join();
            using (reversed)
            {
                SameBits(together, reversed.flip(0));
            }
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [TestMethod]
    public void Another_epoch_seed_or_picture_gives_another_change()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = Bytes(3, 1, 20, 20, 3);
        float[][] results =
        [
            Values(Apply(Alone, pixels, 16, 16)),
            Values(Apply(Alone, pixels, 16, 16, epoch: 2)),
            Values(Apply(Alone, pixels, 16, 16, seed: 2)),
            Values(Apply(Alone, pixels, 16, 16, indices: [11])),
        ];
        for (int i = 0; i < results.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                CollectionAssert.AreNotEqual(results[i], results[j]);
            }
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Mirror_images_are_exact_and_half_of_the_pictures_have_one(bool vertical)
    {
        using DisposeScope scope = NewDisposeScope();
        const int Batch = 200;
        Tensor pixels = Bytes(5, Batch, 6, 5, 3);
        Tensor plain = pixels.permute(0, 3, 1, 2).to(ScalarType.Float32), mirrored = plain.flip(vertical ? 2 : 3);
        ImageAugmentation options = new() { HorizontalFlip = !vertical, VerticalFlip = vertical };

        Tensor once = Apply(options, pixels, 6, 5);
        Tensor twice = Apply(options, once.permute(0, 2, 3, 1).to(ScalarType.Byte), 6, 5);

        SameBits(plain, twice);
        int flips = 0;
        for (int i = 0; i < Batch; i++)
        {
            float[] values = Values(once[i]);
            bool flipped = values.SequenceEqual(Values(mirrored[i]));
            Assert.IsTrue(flipped || values.SequenceEqual(Values(plain[i])));
            flips += flipped ? 1 : 0;
        }

        Assert.IsTrue(flips is > 70 and < 130, $"{flips} of {Batch} mirrored"); // 4 standard deviations
    }

    [TestMethod]
    [DataRow(20, 30, 16, 24)]
    [DataRow(8, 8, 13, 9)]
    public void Another_size_alone_is_plain_resizing(int h, int w, int height, int width)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = Bytes(6, 3, h, w, 3);
        Tensor expected = nn.functional.interpolate(pixels.permute(0, 3, 1, 2).to(ScalarType.Float32).contiguous(), [height, width], mode: InterpolationMode.Bilinear, align_corners: false);

        Tensor actual = Apply(ImageAugmentation.None, pixels, height, width);
        Tensor whole = Apply(new ImageAugmentation { CropArea = 1, Rotation = 1e-9 }, pixels, height, width);

        Assert.IsLessThan(2e-2f, actual.sub(expected).abs().max().item<float>());
        Assert.IsLessThan(2e-2f, whole.sub(expected).abs().max().item<float>());
    }

    [TestMethod]
    public void Fine_stripes_become_grey_where_the_picture_is_reduced()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] stripes = [.. Enumerable.Range(0, 64 * 64).Select(i => i % 2 == 0 ? 0f : 200f)];
        Tensor pixels = tensor(stripes, [1, 64, 64, 1]);

        Tensor quarter = Apply(ImageAugmentation.None, pixels, 16, 16);

        Assert.AreEqual(100, quarter.min().item<float>(), 1e-3);
        Assert.AreEqual(100, quarter.max().item<float>(), 1e-3);
    }

    [TestMethod]
    public void Color_jitter_keeps_bytes_in_range_and_numbers_finite()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (int channels in new[] { 1, 3, 4 })
        {
            Tensor pixels = Bytes(7, 30, 8, 8, channels);
            Tensor bytes = Apply(new ImageAugmentation { ColorJitter = 1 }, pixels, 8, 8);
            Assert.IsGreaterThanOrEqualTo(0f, bytes.min().item<float>());
            Assert.IsLessThanOrEqualTo(255f, bytes.max().item<float>());
            Assert.IsGreaterThan(1f, bytes.sub(pixels.permute(0, 3, 1, 2).to(ScalarType.Float32)).abs().mean().item<float>());
            Assert.IsTrue(Apply(new ImageAugmentation { ColorJitter = 1 }, pixels.to(ScalarType.Float32), 8, 8).isfinite().all().item<bool>());
        }
    }

    [TestMethod]
    public void No_tensor_is_left()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor pixels = Bytes(8, 6, 40, 40, 3);
        BatchAugmenter augmenter = Augmenter(new ImageAugmentation
        {
            CropArea = 0.1, ColorJitter = 0.3, PolicyOperations = 4, Mixup = 0.5, CutMix = 0.5, RandomErasing = 0.5, HorizontalFlip = true,
        }, 16, 16, 3);
        long before = LiveTensors.Count();
        for (int epoch = 0; epoch < 10; epoch++)
        {
            Batch batch = augmenter.Apply(pixels, Indices(6), Targets(6), epoch, 0, CPU);
            Assert.AreEqual(before + 3, Tensor.TotalCount);
            batch.Inputs.Dispose();
            batch.Classes.Dispose();
            batch.Targets!.Dispose();
        }
    }
}
