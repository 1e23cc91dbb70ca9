using Muon.MLNet.Networks;

namespace Muon.MLNet.Benchmarks.Images;

/// <summary>A network and its pictures.</summary>
/// <param name="Name">Its name, also for PyTorch.</param>
/// <param name="Architecture">Its name for the trainer.</param>
/// <param name="Channels">Colour channels.</param>
/// <param name="Side">Rows and columns of a picture.</param>
/// <param name="BatchSize">Pictures of a training step.</param>
/// <param name="Build">Makes the network alone, without the trainer.</param>
internal sealed record NetworkCase(string Name, ImageArchitecture Architecture, int Channels, int Side, int BatchSize, Func<ClassifierNetwork> Build)
{
    public const int Classes = 10;

    /// <summary>Gets the steps that are timed at once.</summary>
    public required int Steps { get; init; }

    /// <summary>Gets the pictures of a timed pass of predictions.</summary>
    public required int Predictions { get; init; }

    public static NetworkCase[] All { get; } =
    [
        new("SmallConvNet", ImageArchitecture.SmallConvNet, 1, 28, 128, () => new SmallConvNet(new ImageNetworkConfiguration(1, 28, 28, Classes)))
        {
            Steps = 12,
            Predictions = 2_048,
        },
        new("ResNet18", ImageArchitecture.ResNet18, 3, 64, 64, () => ImageNetworkFactory.Create(new ImageNetworkConfiguration(3, 64, 64, Classes, ImageArchitecture.ResNet18)))
        {
            Steps = 4,
            Predictions = 512,
        },
    ];
}
