using Muon.MLNet.Images.Augmentation;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>Pictures in a cache of bytes, and their classes.</summary>
/// <param name="cache">Records of height · width · 3 bytes.</param>
/// <param name="height">Rows of a record.</param>
/// <param name="width">Columns of a record.</param>
/// <param name="slots">The record of each example.</param>
/// <param name="classes">The class of each example, from 0.</param>
/// <param name="augmenter">Changes training pictures at random; <see langword="null"/> for a set that is only judged.</param>
internal sealed class PictureExamples(PictureCache cache, int height, int width, long[] slots, int[] classes, BatchAugmenter? augmenter)
    : ImageExamples(classes, augmenter)
{
    /// <summary>The records as a tensor, uint8 (batch, height, width, 3).</summary>
    protected override Tensor Read(ReadOnlySpan<int> indices)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(indices.Length * cache.RecordLength);
        for (int i = 0; i < indices.Length; i++)
        {
            cache.Read(slots[indices[i]], bytes.AsSpan(i * cache.RecordLength, cache.RecordLength));
        }

        return tensor(bytes, [indices.Length, height, width, RgbPicture.Channels]);
    }
}
