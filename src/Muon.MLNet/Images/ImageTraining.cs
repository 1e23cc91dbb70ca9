using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Muon.MLNet.Catalog;
using Muon.MLNet.Networks;
using Muon.MLNet.Training;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>One fit: read, build, train, wrap.</summary>
internal sealed class ImageTraining(EnvironmentAccess environment, MuonImageClassificationTrainer.Options options, int seed, IChannel channel, PreviousImages? previous = null)
{
    private const int BadImagesNamed = 20;

    private readonly NetworkFit _fit = new(options, seed, channel, previous?.Classifier);

    public MuonImageClassificationTransformer Run(IDataView input)
    {
        Device device = _fit.ChooseDevice(environment, knowsBFloat16: options.Architecture != ImageArchitecture.Custom);
        ImageDataReader reader = new(options, seed, environment.TempFilePath, previous);
        using ImageData train = reader.Read(input);
        _fit.ReportRowsWithoutLabel(train.RowsWithoutLabel);
        Report(train.BadImages);
        if (train.LostClasses.Count > 0)
        {
            channel.Warn($"No picture is left to train on of: {string.Join(", ", train.LostClasses)}. The model will hardly ever predict these classes.");
        }

        if (options.ValidationFraction > 0 && train.Validation is null)
        {
            channel.Warn(string.Create(CultureInfo.InvariantCulture,
                $"ValidationFraction is {options.ValidationFraction}, but the classes have too few pictures for any to be held back: the last weights are kept, and EarlyStopping has nothing to judge by."));
        }

        _fit.RequireTwoClasses(train.Train.Classes, train.Labels.Names);
        IDisposable? validationCache = null;
        try
        {
            IExampleSet? validation = train.Validation;
            if (options.ValidationSet is { } set)
            {
                validation = reader.ReadValidation(set, train, out validationCache, out IReadOnlyList<BadImage> bad);
                Report(bad);
            }

            return Train(train, validation, device);
        }
        finally
        {
            validationCache?.Dispose();
        }
    }

    private MuonImageClassificationTransformer Train(ImageData train, IExampleSet? validation, Device device)
    {
        ImageNetwork network = ImageNetworkBuilder.Build(options, train, previous, seed, channel);
        try
        {
            network.Settle(device);
            ImageNetworkConfiguration shape = train.Plan.Network;
            channel.Say($"Augmentation: {train.Plan.Augmentation}.");
            RoutingReport routing = _fit.Run(
                network,
                steps => ImageOptimizer.Options(options, network, steps),
                train.Labels.Names,
                string.Create(CultureInfo.InvariantCulture, $"{train.Train.Count} pictures of {shape.Channels}×{shape.Height}×{shape.Width} ({train.SizeReason})"),
                train.Train,
                validation);
            ImageModelConfiguration configuration = new(
                train.Plan.Network, MuonImageClassificationTrainer.Columns(options), train.Kind == ImageInputKind.Image, options.PixelLayout,
                train.Labels.Kind, train.Labels.Names, train.Kind, options.Fit, options.OnBadImage, options.TestTimeFlip);
            return new MuonImageClassificationTransformer(new ImageClassifier(network, configuration, train.Labels, device), routing);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private void Report(IReadOnlyList<BadImage> bad)
    {
        if (bad.Count > 0)
        {
            string more = bad.Count > BadImagesNamed ? string.Create(CultureInfo.InvariantCulture, $" The first {BadImagesNamed}:") : "";
            channel.Warn(string.Create(CultureInfo.InvariantCulture, $"{bad.Count} pictures of column '{options.ImageColumnName}' cannot be read and were left out.{more}"));
            foreach (BadImage image in bad.Take(BadImagesNamed))
            {
                channel.Warn(image.Describe());
            }
        }
    }
}
