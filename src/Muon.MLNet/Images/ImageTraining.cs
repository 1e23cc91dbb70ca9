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
    public MuonImageClassificationTransformer Run(IDataView input)
    {
        Device device = DeviceSelector.Select(environment.GpuDeviceId, environment.FallbackToCpu, channel);
        ImageData train = ReadTrainingSet(input);
        ImageExamples? validation = options.ValidationSet is { } set ? ReadValidationSet(set, train) : null;

        SmallConvNet network = SeededInitialization.Run(seed, () => new SmallConvNet(train.Network));
        try
        {
            network.Normalization.Set(train.Examples.Statistics());
            network.Settle(device);
            RoutingReport routing = Train(network, train, validation, device);
            ImageModelConfiguration configuration = new(
                train.Network, MuonImageClassificationTrainer.Columns(options), train.IsImage, options.PixelLayout, train.Labels.Kind, train.Labels.Names);
            return new MuonImageClassificationTransformer(new ImageClassifier(network, configuration, train.Labels, device), routing);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private RoutingReport Train(SmallConvNet network, ImageData train, ImageExamples? validation, Device device)
    {
        int stepsPerEpoch = new BatchPlan(train.Examples.Count, options.BatchSize).Steps;
        MuonOptions muon = options.Muon?.Clone() ?? ImageDefaults.Muon((int)Math.Min((long)stepsPerEpoch * options.MaxEpochs, int.MaxValue), ImageDefaults.PeakLearningRate);
        using MuonOptimizer optimizer = new(network, muon, network.Head);
        channel.Say(string.Create(CultureInfo.InvariantCulture,
            $"Training {network.GetName()} on {train.Examples.Count} pictures of {train.Network.Channels}×{train.Network.Height}×{train.Network.Width} in {train.Network.Classes} classes: {options.MaxEpochs} epochs of {stepsPerEpoch} steps, seed {seed}."));
        channel.Say(optimizer.Routing.ToString());
        if (optimizer.Routing.Warning is { } warning)
        {
            channel.Warn(warning);
        }

        optimizer.OnStepSkipped = skipped => channel.Warn(string.Create(CultureInfo.InvariantCulture,
            $"A gradient was not finite at a loss scale of {skipped.LossScale}: the step was skipped, the scale is now {skipped.NextLossScale}."));
        TrainingSettings settings = new()
        {
            MaxEpochs = options.MaxEpochs,
            BatchSize = options.BatchSize,
            Seed = seed,
            LabelSmoothing = options.LabelSmoothing,
            OptimizerAveragesWeights = muon.UseEma,
            WeightAveraging = options.WeightAveraging,
            EarlyStopping = options.EarlyStopping,
            OnStep = options.OnStep,
            OnEpochEnd = Report,
            CancellationToken = options.CancellationToken,
            Clock = options.Clock,
        };
        TrainingOutcome outcome = new TrainingLoop(network, optimizer, settings, device).Run(train.Examples, validation);
        channel.Say(outcome switch
        {
            TrainingOutcome.Cancelled => "Training was cancelled; the model holds what was learned so far.",
            TrainingOutcome.StoppedEarly => "Training stopped early: the validation accuracy no longer rose. The best epoch was kept.",
            _ => "Training is complete.",
        });
        return optimizer.Routing;
    }

    private void Report(EpochEndArguments arguments)
    {
        channel.Say(arguments.ToString());
        options.OnEpochEnd?.Invoke(arguments);
    }

    private ImageData ReadTrainingSet(IDataView input)
    {
        ImageData data = ImageDataReader.Read(input, options, expected: null);
        if (data.RowsWithoutLabel > 0)
        {
            channel.Warn(string.Create(CultureInfo.InvariantCulture, $"{data.RowsWithoutLabel} rows have no label in column '{options.LabelColumnName}' and were left out."));
        }

        IReadOnlyList<int> classes = data.Examples.Classes;
        int first = classes[0];
        return classes.Any(target => target != first)
            ? data
            : throw new InvalidOperationException($"All {classes.Count} rows have the label '{data.Labels.Names[first]}' in column '{options.LabelColumnName}'; a classifier needs at least two classes.");
    }

    private ImageExamples ReadValidationSet(IDataView input, ImageData train)
    {
        ImageData data = ImageDataReader.Read(input, options, train.Network);
        if (data.Labels.Count != train.Labels.Count || !data.Labels.Names.SequenceEqual(train.Labels.Names, StringComparer.Ordinal))
        {
            throw new InvalidOperationException(
                $"The keys of label column '{options.LabelColumnName}' stand for other values in ValidationSet than in the training data. Transform both with the same fitted MapValueToKey.");
        }

        return data.Examples;
    }
}
