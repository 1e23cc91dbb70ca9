using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>Pictures that wait to be scored together; they are decoded on all cores.</summary>
internal sealed class PictureBatch(ImageClassifier owner, Func<PictureSource> read, Func<long> position) : IInputBatch
{
    private readonly List<(long Row, PictureSource Source)> _waiting = [];

    public int Count => _waiting.Count;

    public void Add() => _waiting.Add((position(), read()));

    public void Score(Span<float> probabilities)
    {
        (long Row, PictureSource Source)[] pictures = [.. _waiting];
        _waiting.Clear();
        ImageNetworkConfiguration network = owner.Configuration.Network;
        byte[] pixels = new byte[pictures.Length * network.PixelCount];
        BadImage?[] bad = new BadImage?[pictures.Length];
        if (pictures.Length == 1)
        {
            Decode(0);
        }
        else
        {
            Parallel.For(0, pictures.Length, Decode);
        }

        if (owner.Configuration.OnBadImage == BadImageAction.Refuse && Array.Find(bad, image => image is not null) is { } first)
        {
            throw first.ToException(owner.Columns.Feature);
        }

        using var scope = NewDisposeScope();
        Tensor bytes = tensor(pixels, [pictures.Length, network.Height, network.Width, network.Channels], device: owner.Device);
        owner.Score(bytes.to(ScalarType.Float32).permute(0, 3, 1, 2), probabilities);
        for (int i = 0; i < bad.Length; i++)
        {
            if (bad[i] is not null)
            {
                probabilities.Slice(i * owner.Labels.Count, owner.Labels.Count).Fill(float.NaN);
            }
        }

        void Decode(int i)
        {
            try
            {
                PictureScaler.Scale(pictures[i].Source.Load(), network.Width, network.Height, owner.Configuration.Fit, pixels.AsSpan(i * network.PixelCount, network.PixelCount));
            }
            catch (InvalidDataException error)
            {
                bad[i] = new BadImage(pictures[i].Row, pictures[i].Source.Name, error.Message, error.InnerException);
            }
        }
    }
}
