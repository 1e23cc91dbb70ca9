using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;
using Muon.MLNet.Training;

namespace Muon.MLNet.Images;

/// <summary>The training pictures, ready to be trained on, with what was learned about them while reading.</summary>
internal sealed class ImageData(IReadOnlyList<IDisposable> caches) : IDisposable
{
    /// <summary>Gets what was decided from the pictures.</summary>
    public required ImagePlan Plan { get; init; }

    /// <summary>Gets a sentence about the size that the network reads.</summary>
    public required string SizeReason { get; init; }

    public required ImageInputKind Kind { get; init; }

    public required IExampleSet Train { get; init; }

    /// <summary>Gets the pictures that were held back; <see langword="null"/> where none were.</summary>
    public IExampleSet? Validation { get; init; }

    /// <summary>Gets mean and 1 / standard deviation of the training pixels.</summary>
    public required PixelStatistics Statistics { get; init; }

    /// <summary>Gets the values behind the classes.</summary>
    public required LabelValues Labels { get; init; }

    /// <summary>Gets how many rows were left out because their label is missing.</summary>
    public required long RowsWithoutLabel { get; init; }

    /// <summary>Gets how many bytes of pictures are in memory.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Gets the names of classes of which rows were read, but no picture is left to train on.</summary>
    public IReadOnlyList<string> LostClasses { get; init; } = [];

    /// <summary>Gets the pictures that were left out because they cannot be read.</summary>
    public IReadOnlyList<BadImage> BadImages { get; init; } = [];

    public void Dispose()
    {
        foreach (IDisposable cache in caches)
        {
            cache.Dispose();
        }
    }
}
