using System.Data.Common;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using Muon.MLNet;
using Muon.Samples;

namespace AutoMLSweep;

/// <summary>The sweep: space, pipeline, experiment, and what came of it.</summary>
internal static class Sweep
{
    private const int ValidationShare = 4;

    private static readonly string[] Swept = ["LearningRate", "Muon", "Momentum", "NsSteps", "WeightDecay"];

    public static void Run(Arguments arguments, CancellationToken cancellation)
    {
        using Helpers helpers = new(arguments);
        MLContext context = TrainingContext.Create(arguments.Seed, arguments.Workers == 1 ? arguments.Threads : Helpers.Threads(arguments));
        Digit[] digits = Digit.Read(arguments.Data, "optdigits-train.csv");
        digits = digits[..Math.Min(arguments.Limit ?? digits.Length, digits.Length)];
        IDataView train = context.Data.LoadFromEnumerable(digits.Where((_, i) => i % ValidationShare != 0).ToArray());
        IDataView validation = context.Data.LoadFromEnumerable(digits.Where((_, i) => i % ValidationShare == 0).ToArray());
        IDataView test = context.Data.LoadFromEnumerable(Digit.Read(arguments.Data, "optdigits-test.csv"));

        SweepablePipeline pipeline = context.Transforms.Conversion.MapValueToKey("Label").Append(
            context.Auto().MuonImageClassification(new MuonImageClassificationTrainer.Options { Seed = arguments.Seed }, Space(arguments.Epochs)));
        AutoMLExperiment experiment = context.Auto()
            .CreateExperiment(new AutoMLExperiment.AutoMLExperimentSettings { Seed = arguments.Seed })
            .SetPipeline(pipeline)
            .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, labelColumn: "Label")
            .SetDataset(train, validation);
        experiment = Tuned(experiment, arguments.Tuner);
        if (arguments.Seconds is { } seconds)
        {
            experiment.SetTrainingTimeInSeconds((uint)seconds);
        }

        List<TrialRecord> trials = [];
        MuonTrialOptions options = new()
        {
            Halving = arguments.Halving ? new SuccessiveHalving() : null,
            OnTrialEnd = trial =>
            {
                trials.Add(trial);
                Console.WriteLine(Line(trial));
            },
        };

        TrialResult best;
        try
        {
            if (arguments.Study is { } connection)
            {
                MuonStudy study = MuonStudy.Open(connection, arguments.Name, TimeSpan.FromSeconds(arguments.Lease));
                best = experiment.RunStudyAsync(study, arguments.Trials, options, cancellation).GetAwaiter().GetResult();
                trials = [.. study.GetTrials().Select(trial => trial.ToRecord()).OfType<TrialRecord>()];
            }
            else
            {
                best = experiment.SetMaxModelToExplore(arguments.Trials).SetMuonTrialRunner(options).RunAsync(cancellation).GetAwaiter().GetResult();
            }
        }
        catch (Exception e) when (e is TimeoutException or DbException)
        {
            // ML.NET says so when no trial was completed; a database says what it has against a connection.
            throw new InvalidOperationException(e.Message, e);
        }

        if (arguments.IsHelper)
        {
            return;
        }

        Tell(arguments, best, trials, context.MulticlassClassification.Evaluate(best.Model.Transform(test)).MicroAccuracy);
    }

    /// <summary>All of the trainer's space but what is asked for; the epochs are a price that is the same for all.</summary>
    private static SearchSpace<MuonImageSearchSpace> Space(int epochs)
    {
        SearchSpace<MuonImageSearchSpace> space = new(new MuonImageSearchSpace { MaxEpochs = epochs });
        foreach (SearchSpace part in new[] { space, (SearchSpace)space["Muon"] })
        {
            foreach (string name in part.Keys.Except(Swept, StringComparer.Ordinal).ToArray())
            {
                part.Remove(name);
            }
        }

        return space;
    }

    private static AutoMLExperiment Tuned(AutoMLExperiment experiment, string tuner) => tuner switch
    {
        "cost-frugal" => experiment.SetCostFrugalTuner(),
        "grid" => experiment.SetGridSearchTuner(step: 3),
        "smac" => experiment.SetSmacTuner(numberInitialPopulation: 10),
        _ => experiment.SetRandomSearchTuner(),
    };

    private static string Line(TrialRecord trial) => Invariant(
        $"trial {trial.Id,3}  {trial.State,-9}  {trial.Metric,6:F4}  {trial.Duration.TotalSeconds,5:F1} s  {trial.Epochs} epochs  {trial.Reason}").TrimEnd();

    private static void Tell(Arguments arguments, TrialResult best, IReadOnlyList<TrialRecord> trials, double accuracy)
    {
        Console.WriteLine(Invariant($"\nBest: trial {best.TrialSettings.TrialId}, accuracy {best.Metric:F4} on validation digits, {accuracy:F4} on test digits.\n"));
        Console.WriteLine(SweepReport.ToCSharp<MuonImageSearchSpace>(best.TrialSettings.Parameter));
        Console.WriteLine("\nWhat mattered (share of the variance of the ranks that each explains alone):");
        foreach (ParameterImportance importance in ParameterImportance.Of(trials))
        {
            Console.WriteLine(Invariant($"  {importance.Name,-22} {importance.Share,5:P0}   best: {importance.BestRange}"));
        }

        if (arguments.Report is { } file)
        {
            File.WriteAllText(file, SweepReport.ToHtml(trials));
            Console.WriteLine($"\n{file}");
        }
    }
}
