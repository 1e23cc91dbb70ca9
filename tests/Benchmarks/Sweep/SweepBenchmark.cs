using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using Muon.MLNet.Benchmarks.Data;

namespace Muon.MLNet.Benchmarks.Sweep;

/// <summary>How soon sweeps find good settings of the optimizer: random search, the cost-frugal tuner, and successive halving.</summary>
internal sealed class SweepBenchmark : IBenchmark
{
    /// <summary>Half of them: on fewer digits the best of 200 trials is mostly the luckiest.</summary>
    private const int ValidationShare = 2;
    private const int Side = 8;

    public string Name => "sweep";

    public string Summary => "optdigits: 30 cost-frugal trials and successive halving beside 200 points of a random search";

    public void Run(BenchmarkArguments arguments)
    {
        int threads = BenchmarkThreads.Set();
        (int points, int frugal, int halved, int epochs, int rows) = arguments.Quick ? (12, 6, 8, 3, 800) : (200, 30, 40, 9, int.MaxValue);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{threads} threads; learning rate, momentum, Newton-Schulz steps and weight decay; {epochs} epochs; one in {ValidationShare} training digits to validate with"));
        SweepData data = SweepData.Load(rows);

        List<SweepRun> runs = [Measure(data, "random", 1, points, epochs, e => e.SetRandomSearchTuner())];
        foreach (int seed in arguments.Quick ? [1] : new[] { 1, 2, 3 })
        {
            runs.Add(Measure(data, "cost-frugal", seed, frugal, epochs, e => e.SetCostFrugalTuner()));
            runs.Add(Measure(data, "halving", seed, halved, epochs, e => e.SetRandomSearchTuner(), new SuccessiveHalving()));
        }

        double frugalSeconds = runs.Where(run => run.Method is "cost-frugal").Average(run => run.Seconds);
        Report.Table(
            "Best accuracy of sweeps over optdigits",
            ["sweep", "seed", "trials", "validation", "points behind random", "test", "seconds", "of random's time", "of cost-frugal time", "epochs"],
            runs.Select(run => (IReadOnlyList<string>)
            [
                run.Method,
                run.Seed.ToString(CultureInfo.InvariantCulture),
                run.Trials.ToString(CultureInfo.InvariantCulture),
                Report.Number(run.Best, "F4"),
                Report.Number(100 * (runs[0].Best - run.Best), "F2"),
                Report.Number(run.Test, "F4"),
                Report.Number(run.Seconds, "F0"),
                Report.Number(run.Seconds / runs[0].Seconds, "P0"),
                Report.Number(run.Seconds / frugalSeconds, "P0"),
                run.Epochs.ToString(CultureInfo.InvariantCulture),
            ]));
        Report.Write(arguments, Name, [.. runs.Select(run => (JsonNode)new JsonObject
        {
            ["method"] = run.Method, ["seed"] = run.Seed, ["trials"] = run.Trials, ["validation"] = run.Best, ["test"] = run.Test, ["seconds"] = run.Seconds, ["epochs"] = run.Epochs,
        })]);
    }

    private static SweepRun Measure(
        SweepData data, string method, int seed, int trials, int epochs, Func<AutoMLExperiment, AutoMLExperiment> tuner, SuccessiveHalving? halving = null)
    {
        MLContext context = new(seed);
        List<TrialRecord> records = [];
        SweepablePipeline pipeline = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.Auto().MuonImageClassification(new MuonImageClassificationTrainer.Options { Seed = 1 }, Space(epochs)));
        AutoMLExperiment experiment = tuner(context.Auto().CreateExperiment()
            .SetPipeline(pipeline)
            .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, labelColumn: "Label")
            .SetDataset(data.Train, data.Validation)
            .SetMaxModelToExplore(trials)
            .SetMuonTrialRunner(new MuonTrialOptions { Halving = halving, OnTrialEnd = records.Add }));
        TrialResult? best = null;
        double milliseconds = Stopwatches.Time(() => best = experiment.Run());
        double test = context.MulticlassClassification.Evaluate(best!.Model.Transform(data.Test)).MicroAccuracy;
        SweepRun run = new(method, seed, trials, best.Metric, test, milliseconds / 1000, records.Sum(record => record.Epochs));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {method}, seed {seed}: {run.Best:F4} on validation digits, {test:F4} on test digits, {run.Seconds:F0} s, {run.Epochs} epochs"));
        return run;
    }

    private static SearchSpace<MuonImageSearchSpace> Space(int epochs)
    {
        SearchSpace<MuonImageSearchSpace> space = new(new MuonImageSearchSpace { MaxEpochs = epochs });
        foreach (SearchSpace part in new[] { space, (SearchSpace)space["Muon"] })
        {
            foreach (string name in part.Keys.Except(["LearningRate", "Muon", "Momentum", "NsSteps", "WeightDecay"], StringComparer.Ordinal).ToArray())
            {
                part.Remove(name);
            }
        }

        return space;
    }

    private sealed record SweepData(IDataView Train, IDataView Validation, IDataView Test)
    {
        public static SweepData Load(int rows)
        {
            MLContext context = new(seed: 1);
            (Picture[] train, Picture[] test) = DataSets.Optdigits();
            IDataView View(Picture[] pictures) => PictureViews.Load(context, pictures, 1, Side, Side);
            train = train[..Math.Min(rows, train.Length)];
            return new SweepData(
                View(train.Where((_, i) => i % ValidationShare != 0).ToArray()),
                View(train.Where((_, i) => i % ValidationShare == 0).ToArray()),
                View(test));
        }
    }
}
