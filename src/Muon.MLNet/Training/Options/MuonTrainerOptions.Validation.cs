using System.Globalization;

namespace Muon.MLNet;

/// <content>Checks of the options.</content>
public abstract partial class MuonTrainerOptions
{
    private const int MaxFrozenStages = 64;
    private const int Sha256Digits = 64;

    internal virtual void Validate()
    {
        ValidateColumns();
        ValidatePretrained();
        ValidateTraining();
        ValidateRuns();
    }

    private void ValidateColumns()
    {
        OptionChecks.Name(LabelColumnName, nameof(LabelColumnName));
        OptionChecks.Name(ScoreColumnName, nameof(ScoreColumnName));
        OptionChecks.Name(PredictedLabelColumnName, nameof(PredictedLabelColumnName));
        if (string.Equals(ScoreColumnName, PredictedLabelColumnName, StringComparison.Ordinal))
        {
            throw new ArgumentException($"ScoreColumnName and PredictedLabelColumnName are both '{ScoreColumnName}'; they must differ.", nameof(ScoreColumnName));
        }
    }

    private void ValidatePretrained()
    {
        OptionChecks.InRange(FrozenStages, 0, MaxFrozenStages, nameof(FrozenStages));
        OptionChecks.Positive(BackboneLearningRateRatio, 1, nameof(BackboneLearningRateRatio));
        if (PretrainedWeightsSha256 is { } digest && (PretrainedWeights is null || digest.Length != Sha256Digits || !digest.All(char.IsAsciiHexDigit)))
        {
            throw new ArgumentException($"PretrainedWeightsSha256 is '{digest}'; it must be {Sha256Digits} hexadecimal digits, with PretrainedWeights.", nameof(PretrainedWeightsSha256));
        }

        if (FrozenStages > 0 && PretrainedWeights is null)
        {
            throw new ArgumentException($"FrozenStages is {FrozenStages}, but PretrainedWeights is null: stages with random weights would be frozen. Set PretrainedWeights, or FrozenStages to 0.", nameof(FrozenStages));
        }
    }

    private void ValidateTraining()
    {
        OptionChecks.Defined(Device, nameof(Device));
        OptionChecks.Defined(Precision, nameof(Precision));
        OptionChecks.Defined(ValidationMetric, nameof(ValidationMetric));
        OptionChecks.InRange(MaxEpochs, 1, int.MaxValue, nameof(MaxEpochs));
        OptionChecks.InRange(BatchSize, 1, int.MaxValue, nameof(BatchSize));
        OptionChecks.Fraction(LabelSmoothing, nameof(LabelSmoothing));
        OptionChecks.Fraction(ValidationFraction, nameof(ValidationFraction));
        OptionChecks.Fraction(WeightAveraging, nameof(WeightAveraging));
        ArgumentNullException.ThrowIfNull(ClassWeights);
        if (ValidationFraction > 0 && ValidationSet is not null)
        {
            throw new ArgumentException($"ValidationFraction is {ValidationFraction} and ValidationSet is set; choose one of them.", nameof(ValidationFraction));
        }

        if (EarlyStopping is not null && ValidationSet is null && ValidationFraction == 0)
        {
            throw new ArgumentException(
                "EarlyStopping is set, but ValidationSet is null and ValidationFraction is 0; early stopping judges by validation data. Set one of them, or leave EarlyStopping null.", nameof(EarlyStopping));
        }

        if (WeightAveraging > 0 && Muon is { UseEma: true })
        {
            throw new ArgumentException("WeightAveraging and Muon.UseEma are both on; weights are averaged once. Turn one of them off.", nameof(WeightAveraging));
        }

        EarlyStopping?.Validate();
        ValidateOptimizer();
    }

    private void ValidateOptimizer()
    {
        Muon?.Validate();
        if (PeakLearningRate is { } peak)
        {
            OptionChecks.Positive(peak, float.MaxValue, nameof(PeakLearningRate));
            RequireNoMuon(nameof(PeakLearningRate), string.Create(CultureInfo.InvariantCulture, $"{peak}"), "Muon.LearningRate");
        }

        if (AdjustMuon is not null)
        {
            RequireNoMuon(nameof(AdjustMuon), "set", "the values of Muon");
        }
    }

    private void RequireNoMuon(string option, string value, string instead)
    {
        if (Muon is not null)
        {
            throw new ArgumentException($"{option} is {value}, but Muon is set too: its settings are used as they are. Set {instead} instead, or leave Muon null.", option);
        }
    }
}
