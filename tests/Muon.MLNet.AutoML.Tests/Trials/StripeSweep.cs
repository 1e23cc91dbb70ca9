using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.AutoML.Tests.Trials;

/// <summary>A sweep over stripes whose trials can be tampered with, and what is reported of it.</summary>
internal sealed class StripeSweep : IMonitor
{
    private readonly MLContext _context = new(seed: 1);

    /// <summary>Gets or sets what is done to the options of a trial.</summary>
    public Action<int, MuonImageClassificationTrainer.Options> Tamper { get; init; } = (_, _) => { };

    public MuonTrialOptions Options { get; init; } = new();

    public List<TrialRecord> Records { get; } = [];

    public List<string> Reports { get; } = [];

    public AutoMLExperiment Create(int trials)
    {
        int built = 0;
        Options.OnTrialEnd = Records.Add;
        SweepableEstimator trainer = _context.Auto().CreateSweepableEstimator(
            (context, parameters) =>
            {
                MuonImageClassificationTrainer.Options options = parameters.ToOptions(Stripes.Options());
                options.MaxEpochs = 2;
                options.BatchSize = 32;
                Tamper(built++, options);
                return context.MulticlassClassification.Trainers.MuonImageClassification(options);
            },
            Spaces.OnlyLearningRate());
        return _context.Auto().CreateExperiment()
            .SetPipeline(_context.Transforms.Conversion.MapValueToKey("Label").Append(trainer))
            .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, labelColumn: "Label")
            .SetDataset(Stripes.View(_context, 96), Stripes.View(_context, 48, seed: 2))
            .SetMaxModelToExplore(trials)
            .SetRandomSearchTuner(1)
            .SetMonitor(this)
            .SetMuonTrialRunner(Options);
    }

    public void ReportRunningTrial(TrialSettings settings) => Reports.Add($"running {settings.TrialId}");

    public void ReportCompletedTrial(TrialResult result) => Reports.Add($"completed {result.TrialSettings.TrialId}");

    public void ReportBestTrial(TrialResult result) => Reports.Add($"best {result.TrialSettings.TrialId}");

    public void ReportFailTrial(TrialSettings settings, Exception exception) => Reports.Add($"fail {settings.TrialId} {exception.Message}");
}
