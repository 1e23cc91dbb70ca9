using System.Globalization;
using Microsoft.ML.Runtime;
using Muon.MLNet.Catalog;
using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;
using Muon.MLNet.Training.Checkpoints;
using Muon.MLNet.Training.TensorBoard;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>The part of a fit that does not depend on what is classified: freezing, optimizer, precision, the loop, and what is said about them.</summary>
/// <param name="options">The trainer's options.</param>
/// <param name="seed">Decides the order of the examples and all dropout.</param>
/// <param name="channel">Where it is said.</param>
/// <param name="previous">The model from which training goes on, if there is one.</param>
internal sealed class NetworkFit(MuonTrainerOptions options, int seed, IChannel channel, IClassifier? previous = null)
{
    private Device _device = CPU;
    private ScalarType _computeType = ScalarType.Float32;
    private string _deviceName = "";
    private string _precision = "";

    /// <summary>Chooses device and precision, and says both.</summary>
    /// <param name="environment">The environment of the context.</param>
    /// <param name="knowsBFloat16">Whether the network is known to work with products in bfloat16.</param>
    /// <exception cref="InvalidOperationException">A GPU was asked for and is not there.</exception>
    public Device ChooseDevice(EnvironmentAccess environment, bool knowsBFloat16)
    {
        DeviceChoice choice = DeviceSelector.Select(options.Device, environment.GpuDeviceId, environment.FallbackToCpu);
        bool pays = BFloat16Hardware.Has(choice.Device.type);
        bool isShort = options.Precision == TrainingPrecision.BFloat16 || (options.Precision == TrainingPrecision.Automatic && pays && knowsBFloat16);
        (_device, _computeType) = (choice.Device, isShort ? ScalarType.BFloat16 : ScalarType.Float32);
        string precision = isShort ? "bfloat16 products and float32 weights" : "float32";
        string doubt = isShort && !pays ? "; this device reports no instructions for bfloat16, float32 may be faster" : "";
        (_deviceName, _precision) = (choice.Description, precision);
        string line = string.Create(CultureInfo.InvariantCulture, $"Device: {choice.Description}. libtorch {__version__}, {get_num_threads()} threads, {precision}{doubt}.");
        if (choice.IsSecondChoice)
        {
            channel.Warn(line);
        }
        else
        {
            channel.Say(line);
        }

        return choice.Device;
    }

    /// <summary>Trains a network in place and leaves it ready to predict.</summary>
    /// <param name="network">The network, on its device.</param>
    /// <param name="muon">The optimizer's settings for a number of steps.</param>
    /// <param name="classNames">The names of the classes.</param>
    /// <param name="what">What the network is trained on, for the log: "2,527 pictures of 3×96×96".</param>
    /// <param name="train">The examples to learn from.</param>
    /// <param name="validation">The examples to judge by, or <see langword="null"/>.</param>
    public RoutingReport Run(
        ClassifierNetwork network, Func<int, MuonOptions> muon, IReadOnlyList<string> classNames, string what, IExampleSet train, IExampleSet? validation)
    {
        network.FreezeStages(options.FrozenStages);
        int stepsPerEpoch = new BatchPlan(train.Count, options.BatchSize).Steps;
        MuonOptions settings = BackboneRatio.Apply(options, network, muon((int)Math.Min((long)stepsPerEpoch * options.MaxEpochs, int.MaxValue)));
        using MuonOptimizer optimizer = new(network, settings, network.Head);
        channel.Say(string.Create(CultureInfo.InvariantCulture,
            $"Training {network.GetName()} on {what} in {classNames.Count} classes: {options.MaxEpochs} epochs of {stepsPerEpoch} steps, seed {seed}."));
        if (previous is not null)
        {
            channel.Say(string.Create(CultureInfo.InvariantCulture, $"Training goes on from a model of {previous.Labels.Count} classes; its preparation of the input is kept, and no PretrainedWeights are read."));
        }

        channel.Say(validation is null
            ? "Validation: none; the last weights are kept."
            : string.Create(CultureInfo.InvariantCulture, $"Validation: {validation.Count} examples; the best weights are kept."));
        channel.Say(optimizer.Routing.ToString());
        if (optimizer.Routing.Warning is { } warning)
        {
            channel.Warn(warning);
        }

        optimizer.OnStepSkipped = skipped => channel.Warn(string.Create(CultureInfo.InvariantCulture,
            $"A gradient was not finite at a loss scale of {skipped.LossScale}: the step was skipped, the scale is now {skipped.NextLossScale}."));
        network.ComputeType = _computeType;
        float[]? classWeights = ClassWeightTable.Create(options.ClassWeights, train.Classes, classNames);
        using TensorBoardLog? events = TensorBoardLog.Open(options, channel);
        TrainingReport report = new(options, channel, events);
        TrainingSettings loop = new()
        {
            MaxEpochs = options.MaxEpochs,
            BatchSize = options.BatchSize,
            Seed = seed,
            LabelSmoothing = options.LabelSmoothing,
            ClassWeights = classWeights,
            WeightAveraging = options.WeightAveraging,
            OptimizerAveragesWeights = settings.UseEma,
            ValidationMetric = options.ValidationMetric,
            EarlyStopping = options.EarlyStopping,
            OnStep = report.EndStep,
            OnEpochEnd = report.EndEpoch,
            OnTrainingEnd = end => report.End(end with { Device = _deviceName, Precision = _precision }),
            CancellationToken = options.CancellationToken,
            OnCancel = options.OnCancel,
            MaxTrainingTime = options.MaxTrainingTime,
            Checkpoints = options.CheckpointDirectory is { } directory ? Checkpoints(directory, CheckpointAgreement.Of(options, settings, seed, network, classNames, classWeights, train, validation, previous)) : null,
            Clock = options.Clock,
        };
        TrainingLoop training = new(network, optimizer, loop, _device);
        TrainingOutcome outcome = training.Run(train, validation);
        network.ComputeType = ScalarType.Float32;
        if (training.Divergence is { } divergence)
        {
            channel.Fail(divergence);
            return optimizer.Routing;
        }

        channel.Say(outcome switch
        {
            TrainingOutcome.Cancelled => "Training was cancelled; the model holds what was learned so far.",
            TrainingOutcome.OutOfTime => string.Create(CultureInfo.InvariantCulture, $"Training ended at MaxTrainingTime, {options.MaxTrainingTime}; the model holds what was learned so far."),
            TrainingOutcome.StoppedEarly => $"Training stopped early: the validation {MetricName()} no longer got better. The best epoch was kept.",
            _ => "Training is complete.",
        });
        return optimizer.Routing;
    }

    /// <exception cref="InvalidOperationException">All examples are of one class.</exception>
    public void RequireTwoClasses(IReadOnlyList<int> classes, IReadOnlyList<string> names)
    {
        int first = classes[0];
        if (classes.All(target => target == first))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"All {classes.Count} rows have the label '{names[first]}' in column '{options.LabelColumnName}'; a classifier needs at least two classes."));
        }
    }

    /// <summary>Says how many rows were left out for want of a label.</summary>
    public void ReportRowsWithoutLabel(long rows)
    {
        if (rows > 0)
        {
            channel.Warn(string.Create(CultureInfo.InvariantCulture, $"{rows} rows have no label in column '{options.LabelColumnName}' and were left out."));
        }
    }

    /// <exception cref="InvalidOperationException">The keys stand for other values than in training.</exception>
    public static void RequireSameKeys(Prediction.LabelValues training, Prediction.LabelValues validation, string labelColumn)
    {
        if (validation.Count != training.Count || !validation.Names.SequenceEqual(training.Names, StringComparer.Ordinal))
        {
            throw new InvalidOperationException(
                $"The keys of label column '{labelColumn}' stand for other values in ValidationSet than in the training data. Transform both with the same fitted MapValueToKey.");
        }
    }

    private CheckpointSettings Checkpoints(string directory, IReadOnlyDictionary<string, string> agreement) => new()
    {
        Directory = directory,
        Every = options.CheckpointEvery,
        Keep = options.KeepCheckpoints,
        Resume = options.Resume,
        Agreement = agreement,
        Channel = channel,
    };

    private string MetricName() => options.ValidationMetric switch
    {
        ValidationMetric.MacroAccuracy => "macro-accuracy",
        ValidationMetric.Loss => "loss",
        _ => "accuracy",
    };
}
