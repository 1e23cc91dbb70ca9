using Muon.MLNet.Cli.Options;

namespace Muon.MLNet.Cli.Training;

/// <summary>The options of the trainers, as a request asks for them.</summary>
internal static class TrainerOptions
{
    // Every path: all parameters take the AdamW step.
    private static readonly string[] s_all = ["."];

    public static MuonTrainerOptions Create(TrainingRequest request, bool hasValidation)
    {
        MuonTrainerOptions options = request.IsText ? Texts(request) : Pictures(request);
        MuonSettings.Create(request.Muon).ApplyTo(options);
        options.Seed = request.Seed;
        options.Device = request.Device;
        options.MaxEpochs = request.Epochs ?? options.MaxEpochs;
        options.BatchSize = request.BatchSize ?? options.BatchSize;
        options.LabelSmoothing = request.LabelSmoothing ?? options.LabelSmoothing;
        options.MaxTrainingTime = request.TrainTime is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        options.ValidationFraction = hasValidation ? 0 : request.ValidationFraction;
        return options;
    }

    /// <summary>The same with AdamW for all parameters.</summary>
    public static MuonTrainerOptions AdamWAlone(TrainingRequest request, bool hasValidation)
    {
        MuonTrainerOptions options = Create(request, hasValidation);
        if (options.Muon is { } given)
        {
            given.LearningRate = request.AdamWLearningRate is { } rate ? new ConstantLearningRate(rate) : given.LearningRate;
            Change(given);
        }
        else
        {
            options.PeakLearningRate = request.AdamWLearningRate ?? options.PeakLearningRate;
            options.AdjustMuon += Change;
        }

        return options;

        void Change(MuonOptions muon)
        {
            muon.ExcludeLayers = s_all;

            // The learning rate is AdamW's own then: it is what the log says, and what weights decay by.
            muon.LearningRate = request.AdamWLearningRate is null ? new ScaledLearningRate(muon.LearningRate, muon.AdamLrRatio) : muon.LearningRate;
            muon.AdamLrRatio = 1;
        }
    }

    private static MuonImageClassificationTrainer.Options Pictures(TrainingRequest request) => new()
    {
        ImageColumnName = nameof(Tables.Example.ImagePath),
        Architecture = Architecture(request, ImageArchitecture.Auto),
        ImageHeight = request.ImageSize,
        ImageWidth = request.ImageSize,
        AugmentationStrength = request.AugmentationStrength ?? 1,
    };

    private static MuonTextClassificationTrainer.Options Texts(TrainingRequest request)
    {
        MuonTextClassificationTrainer.Options options = new()
        {
            SentenceColumnName = nameof(Tables.Example.Text),
            Sentence2ColumnName = request.Text2Column is null ? null : nameof(Tables.Example.Text2),
            Architecture = Architecture(request, TextArchitecture.Auto),
        };
        options.TokenDropout = request.TokenDropout ?? options.TokenDropout;
        if (request.Width is { } width)
        {
            options.NGrams = options.NGrams.Resized(width);
            options.Encoder = options.Encoder.Resized(width);
        }

        return options;
    }

    private static T Architecture<T>(TrainingRequest request, T unless)
        where T : struct, Enum =>
        request.Architecture is { } name ? (T)OptionText.Parse("--architecture", typeof(T), name)! : unless;
}
