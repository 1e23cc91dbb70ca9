using Muon.MLNet.Images.Augmentation.Policy;
using Muon.MLNet.Networks;
using Muon.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation;

/// <summary>
/// Changes batches of pictures as <see cref="ImageAugmentation"/> says, on the CPU. What becomes of a picture is decided by the seed,
/// the epoch and the picture; whom it is mixed with, by the seed, the epoch and the step. It may be used by several threads.
/// </summary>
/// <param name="options">The changes.</param>
/// <param name="height">Rows of the result.</param>
/// <param name="width">Columns of the result.</param>
/// <param name="classes">The number of classes, for mixed targets.</param>
/// <param name="statistics">Mean and scale of the channels, for the noise of erased parts.</param>
/// <param name="seed">The seed of the training.</param>
internal sealed class BatchAugmenter(ImageAugmentation options, int height, int width, int classes, PixelStatistics statistics, int seed)
{
    private readonly PictureSize _size = new(height, width);
    private readonly RandomPolicy _policy = new(options, new(height, width), statistics.Mean.Length);
    private readonly PictureEraser _eraser = new(new(height, width), statistics, options.RandomErasing);
    private readonly PictureMixer _mixer = new(options, new(height, width), classes);

    /// <param name="pixels">Stored pictures, (batch, h, w, channels), bytes or float32, on the CPU; not written to.</param>
    /// <param name="indices">The place of each picture in the training set.</param>
    /// <param name="targets">The class of each picture.</param>
    /// <param name="epoch">The pass over the data.</param>
    /// <param name="step">The batch of this epoch.</param>
    /// <param name="device">Where the result is to live.</param>
    /// <returns>Pictures (batch, channels, height, width) with the scale of the input; in memory, channels come last.</returns>
    public Batch Apply(Tensor pixels, ReadOnlySpan<int> indices, ReadOnlySpan<int> targets, int epoch, int step, Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        bool bytes = pixels.dtype == ScalarType.Byte;
        PolicyChoice[][] policy = Array.ConvertAll(Dice(indices, epoch, DicePurpose.Policy), _policy.Draw);

        Tensor pictures = Place(pixels, Dice(indices, epoch, DicePurpose.Place), policy); // (batch, channels, height, width)
        _policy.Recolor(pictures, policy, bytes);
        if (options.ColorJitter > 0)
        {
            ColorJitter.Apply(pictures, Array.ConvertAll(Dice(indices, epoch, DicePurpose.Color), dice => ColorJitter.Draw(dice, options.ColorJitter)), bytes);
        }

        Tensor rows = pictures.permute(0, 2, 3, 1).contiguous(); // (batch, height, width, channels)
        if (options.RandomErasing > 0)
        {
            _eraser.Apply(rows, Dice(indices, epoch, DicePurpose.Erase), bytes);
        }

        Tensor? shares = options.Mixes ? _mixer.Apply(rows, targets, new PictureDice(seed, epoch, step, DicePurpose.Mix)) : null;
        Tensor wanted = tensor(Array.ConvertAll(targets.ToArray(), target => (long)target), device: device);
        return new Batch(
            rows.permute(0, 3, 1, 2).to(device).MoveToOuterDisposeScope(),
            wanted.MoveToOuterDisposeScope(),
            shares?.to(device).MoveToOuterDisposeScope());
    }

    /// <summary>Brings the pictures to their places and to their size, as float32 that no one else uses.</summary>
    private Tensor Place(Tensor pixels, PictureDice[] dice, PolicyChoice[][] policy)
    {
        PictureSize stored = new((int)pixels.shape[1], (int)pixels.shape[2]);
        AffineDraw draw = new(options, stored, _size);
        Tensor pictures = pixels.permute(0, 3, 1, 2);
        if (stored == _size && !options.Moves)
        {
            pictures = pictures.to(ScalarType.Float32, copy: true);
            return options.Mirrors ? PictureMirror.Apply(pictures, Array.ConvertAll(dice, draw.Mirror)) : pictures;
        }

        // Beyond a photograph, its mirror image continues it best. Numbers are drawings more often, whose strokes must not be doubled.
        GridSamplePaddingMode padding = pixels.dtype == ScalarType.Byte ? GridSamplePaddingMode.Reflection : GridSamplePaddingMode.Border;
        Affine[] maps = new Affine[dice.Length];
        for (int i = 0; i < maps.Length; i++)
        {
            maps[i] = draw.Draw(dice[i], _policy.Moves(policy[i]));
        }

        return new PictureSampler(stored, _size, padding).Sample(pictures.to(ScalarType.Float32), maps);
    }

    private PictureDice[] Dice(ReadOnlySpan<int> indices, int epoch, DicePurpose purpose)
    {
        PictureDice[] dice = new PictureDice[indices.Length];
        for (int i = 0; i < dice.Length; i++)
        {
            dice[i] = new PictureDice(seed, epoch, indices[i], purpose);
        }

        return dice;
    }
}
