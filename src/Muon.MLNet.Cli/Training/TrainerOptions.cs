using Muon.MLNet.Cli.Options;

namespace Muon.MLNet.Cli.Training;

/// <summary>The options of the trainers, as a request asks for them.</summary>
internal static class TrainerOptions
{
    private const double ValidationFraction = 0.1;

    public static MuonTrainerOptions Create(TrainingRequest request, bool hasValidation)
    {
        MuonTrainerOptions options = request.IsText ? Texts(request) : Pictures(request);
        options.Muon = MuonSettings.Create(request.Muon);
        options.Seed = request.Seed;
        options.Device = request.Device;
        options.MaxEpochs = request.Epochs ?? options.MaxEpochs;
        options.BatchSize = request.BatchSize ?? options.BatchSize;
        options.MaxTrainingTime = request.TrainTime is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        options.ValidationFraction = hasValidation ? 0 : ValidationFraction;
        return options;
    }

    private static MuonImageClassificationTrainer.Options Pictures(TrainingRequest request) => new()
    {
        ImageColumnName = nameof(Tables.Example.ImagePath),
        Architecture = Architecture(request, ImageArchitecture.Auto),
        ImageHeight = request.ImageSize,
        ImageWidth = request.ImageSize,
    };

    private static MuonTextClassificationTrainer.Options Texts(TrainingRequest request) => new()
    {
        SentenceColumnName = nameof(Tables.Example.Text),
        Sentence2ColumnName = request.Text2Column is null ? null : nameof(Tables.Example.Text2),
        Architecture = Architecture(request, TextArchitecture.Auto),
    };

    private static T Architecture<T>(TrainingRequest request, T unless)
        where T : struct, Enum =>
        request.Architecture is { } name ? (T)OptionText.Parse("--architecture", typeof(T), name)! : unless;
}
