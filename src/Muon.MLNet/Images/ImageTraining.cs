using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Muon.MLNet.Catalog;
using Muon.MLNet.Networks;
using Muon.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>One fit: read, build, train, wrap.</summary>
internal sealed class ImageTraining(EnvironmentAccess environment, MuonImageClassificationTrainer.Options options, int seed, IChannel channel)
{
    private const int BadImagesNamed = 20;

    public MuonImageClassificationTransformer Run(IDataView input)
    {
        Device device = DeviceSelector.Select(environment.GpuDeviceId, environment.FallbackToCpu, channel);
        ImageDataReader reader = new(options, seed, environment.TempFilePath);
        using ImageData train = reader.Read(input);
        Report(train.RowsWithoutLabel, train.BadImages);
        if (train.LostClasses.Count > 0)
        {
            channel.Warn($"No picture is left to train on of: {string.Join(", ", train.LostClasses)}. The model will hardly ever predict these classes.");
        }

        if (options.ValidationFraction > 0 && train.Validation is null)
        {
            channel.Warn(string.Create(CultureInfo.InvariantCulture,
                $"ValidationFraction is {options.ValidationFraction}, but the classes have too few pictures for any to be held back: the last weights are kept, and EarlyStopping has nothing to judge by."));
        }

        RequireTwoClasses(train);
        IDisposable? validationCache = null;
        try
        {
            IExampleSet? validation = train.Validation;
            if (options.ValidationSet is { } set)
            {
                validation = reader.ReadValidation(set, train, out validationCache, out IReadOnlyList<BadImage> bad);
                Report(rowsWithoutLabel: 0, bad);
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
        ImageNetwork network = ImageNetworkBuilder.Build(options, train, seed, channel);
        try
        {
            network.Settle(device);
            network.FreezeStages(options.FrozenStages);
            RoutingReport routing = Train(network, train, validation, device);
            network.ComputeType = ScalarType.Float32;
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

    private RoutingReport Train(ImageNetwork network, ImageData train, IExampleSet? validation, Device device)
    {
        int stepsPerEpoch = new BatchPlan(train.Train.Count, options.BatchSize).Steps;
        MuonOptions muon = ImageOptimizer.Options(options, network, (int)Math.Min((long)stepsPerEpoch * options.MaxEpochs, int.MaxValue));
        using MuonOptimizer optimizer = new(network, muon, network.Head);
        ImageNetworkConfiguration shape = train.Plan.Network;
        channel.Say(string.Create(CultureInfo.InvariantCulture,
            $"Training {network.GetName()} on {train.Train.Count} pictures of {shape.Channels}×{shape.Height}×{shape.Width} ({train.SizeReason}) in {shape.Classes} classes: {options.MaxEpochs} epochs of {stepsPerEpoch} steps, seed {seed}."));
        channel.Say($"Validation: {(validation is null ? "none; the last weights are kept" : string.Create(CultureInfo.InvariantCulture, $"{validation.Count} pictures; the best weights are kept"))}. Augmentation: {train.Plan.Augmentation}.");
        channel.Say(optimizer.Routing.ToString());
        if (optimizer.Routing.Warning is { } warning)
        {
            channel.Warn(warning);
        }

        optimizer.OnStepSkipped = skipped => channel.Warn(string.Create(CultureInfo.InvariantCulture,
            $"A gradient was not finite at a loss scale of {skipped.LossScale}: the step was skipped, the scale is now {skipped.NextLossScale}."));
        network.ComputeType = ComputeType(device);
        TrainingSettings settings = new()
        {
            MaxEpochs = options.MaxEpochs,
            BatchSize = options.BatchSize,
            Seed = seed,
            LabelSmoothing = options.LabelSmoothing,
            ClassWeights = ClassWeightTable.Create(options.ClassWeights, train.Train.Classes, train.Labels.Names),
            WeightAveraging = options.WeightAveraging,
            OptimizerAveragesWeights = muon.UseEma,
            EarlyStopping = options.EarlyStopping,
            OnStep = options.OnStep,
            OnEpochEnd = Report,
            CancellationToken = options.CancellationToken,
            Clock = options.Clock,
        };
        TrainingOutcome outcome = new TrainingLoop(network, optimizer, settings, device).Run(train.Train, validation);
        channel.Say(outcome switch
        {
            TrainingOutcome.Cancelled => "Training was cancelled; the model holds what was learned so far.",
            TrainingOutcome.StoppedEarly => "Training stopped early: the validation accuracy no longer rose. The best epoch was kept.",
            _ => "Training is complete.",
        });
        return optimizer.Routing;
    }

    private ScalarType ComputeType(Device device)
    {
        bool pays = BFloat16Hardware.Has(device.type);
        ScalarType type = options.Precision == TrainingPrecision.BFloat16 || (options.Precision == TrainingPrecision.Automatic && pays && options.Architecture != ImageArchitecture.Custom)
            ? ScalarType.BFloat16
            : ScalarType.Float32;
        channel.Say($"Precision: {(type == ScalarType.BFloat16 ? "bfloat16 products, float32 weights" : "float32")}{(type == ScalarType.BFloat16 && !pays ? "; this device reports no instructions for bfloat16, float32 may be faster" : "")}.");
        return type;
    }

    private void Report(EpochEndArguments arguments)
    {
        channel.Say(arguments.ToString());
        options.OnEpochEnd?.Invoke(arguments);
    }

    private void Report(long rowsWithoutLabel, IReadOnlyList<BadImage> bad)
    {
        if (rowsWithoutLabel > 0)
        {
            channel.Warn(string.Create(CultureInfo.InvariantCulture, $"{rowsWithoutLabel} rows have no label in column '{options.LabelColumnName}' and were left out."));
        }

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

    private void RequireTwoClasses(ImageData data)
    {
        IReadOnlyList<int> classes = data.Train.Classes;
        int first = classes[0];
        if (classes.All(target => target == first))
        {
            throw new InvalidOperationException($"All {classes.Count} rows have the label '{data.Labels.Names[first]}' in column '{options.LabelColumnName}'; a classifier needs at least two classes.");
        }
    }
}
