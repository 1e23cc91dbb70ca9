using System.Globalization;
using Microsoft.ML;
using Muon.MLNet.Benchmarks.Plot;
using Spectre.Console;

namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>
/// Muon against AdamW: the same network, pictures, batches and form of the schedule. The learning rate of each is chosen on validation
/// data with seeds of its own: by the late accuracy, or, where the question is how soon, by the epochs to the late accuracy of AdamW's
/// best learning rate. Then epochs to a test accuracy are measured over other seeds.
/// </summary>
internal sealed class ConvergenceBenchmark : IBenchmark
{
    private const double ShareOfFinal = 0.99;
    private const int QuickEpochs = 3;

    public string Name => "convergence";

    public string Summary => "epochs to an accuracy, Muon and tuned AdamW; --only=CASE";

    public void Run(BenchmarkArguments arguments)
    {
        int threads = BenchmarkThreads.Set();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threads} threads"));
        List<ConvergenceResult> results = [];
        foreach (ConvergenceCase what in ConvergenceCases.All.Where(what => arguments.Only is null || what.Name.Contains(arguments.Only, StringComparison.OrdinalIgnoreCase)))
        {
            results.Add(Measure(what, arguments));

            // After each case, since they take long.
            Report.Write(arguments, Name, [.. results.Select(result => result.ToJson())]);
        }

        Report.Table(
            "Learning rates by validation data, mean of the tuning seeds (* chosen; late: the last quarter of the epochs)",
            ["case", "optimizer", "learning rate", "weight decay", "late accuracy", "epochs to the target"],
            results.SelectMany(result => result.TrialRows()));
        Report.Table(
            "Runs on test data",
            ["case", "optimizer", "seed", "final accuracy", "epochs to fixed", "to 0.99 of AdamW's final", "to AdamW's final"],
            results.SelectMany(result => result.SeedRows()));
        Report.Table(
            "Epochs until the mean test accuracy reaches the target",
            ["case", "target", "accuracy", "Muon", "AdamW", "Muon / AdamW", "final Muon", "final AdamW"],
            results.SelectMany(result => result.TargetRows()));
    }

    private static ConvergenceResult Measure(ConvergenceCase what, BenchmarkArguments arguments)
    {
        MLContext context = new(seed: 1);
        ConvergenceData data = what.Load(context, arguments.Quick);
        int[] seeds = arguments.Quick ? what.Seeds[..1] : what.Seeds;
        int epochs = arguments.Quick ? QuickEpochs : what.Epochs;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what.Title}: {data.Train.Count} training examples, {data.TuningValidation.Count} choose the learning rates, {data.Test.Count} test examples, batches of {what.BatchSize}, {epochs} epochs, learning rates by {(what.ChoosesSoonest ? "epochs to AdamW's best late accuracy" : "late accuracy")}"));
        TrainingRuns runs = new(context, what, epochs);
        Choice late = new(target: null, data.Classes);
        (List<Trial> adamWTrials, bool adamWIsInside) = Search(Contestant.AdamW, what.AdamWRates, late);
        Choice choice = what.ChoosesSoonest ? new Choice(late.Best(adamWTrials).Curve.Late, data.Classes) : late;
        (List<Trial> muonTrials, bool muonIsInside) = Search(Contestant.Muon, what.MuonRates, choice);
        Outcome muon = Compete(Contestant.Muon, muonTrials, muonIsInside);
        Outcome adamW = Compete(Contestant.AdamW, adamWTrials, adamWIsInside);
        ConvergenceResult result = new(what.Name, data.Classes, seeds, muon, adamW,
        [
            Target.Of("fixed", what.Target, muon, adamW, data.Classes),
            Target.Of("0.99 of AdamW's final", ShareOfFinal * adamW.FinalMean, muon, adamW, data.Classes),
            Target.Of("AdamW's final", adamW.FinalMean, muon, adamW, data.Classes),
        ]);
        Draw(what, result, arguments);
        return result;

        (List<Trial> Trials, bool IsInside) Search(Contestant contestant, double[] rates, Choice by) =>
            LearningRateSearch.Run(rates, contestant.Decays, mayExtend: !arguments.Quick, by, (peak, decay) =>
            {
                int[] tuningSeeds = arguments.Quick ? what.TuningSeeds[..1] : what.TuningSeeds;
                Curve mean = new(Curve.Summary([.. tuningSeeds.Select(seed => runs.Run(contestant, peak, decay, seed, data.TuningTrain, data.TuningValidation))]).Mean);
                Trial trial = new(peak, decay, mean);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {contestant.Name}, learning rate {peak:G4}, weight decay {decay:G4}: late validation accuracy {mean.Late:F4}, target after {Report.Number(by.Epochs(trial), "F2")} epochs"));
                return trial;
            });

        Outcome Compete(Contestant contestant, List<Trial> trials, bool isInside)
        {
            Trial best = choice.Best(trials);
            List<Curve> curves = [];
            foreach (int seed in seeds)
            {
                Curve curve = runs.Run(contestant, best.Peak, best.Decay, seed, data.Train, data.Test);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {contestant.Name}, learning rate {best.Peak:G4}, seed {seed}: test {curve.Final:F4}"));
                curves.Add(curve);
            }

            return new Outcome(contestant.Name, trials, best, choice, isInside, curves);
        }
    }

    private static void Draw(ConvergenceCase what, ConvergenceResult result, BenchmarkArguments arguments)
    {
        CurveBand[] bands = [.. new[] { result.Muon, result.AdamW }.Select(outcome =>
        {
            (double[] mean, double[] least, double[] greatest) = Curve.Summary(outcome.Curves);
            string name = string.Create(CultureInfo.InvariantCulture, $"{outcome.Name}: mean and range of {outcome.Curves.Count} runs");
            return new CurveBand(name, outcome.Name[0], mean, least, greatest);
        })];
        (double, string)[] targets = [.. result.Targets.Take(2).Select(target => (target.Accuracy, string.Create(CultureInfo.InvariantCulture,
            $"to {target.Accuracy:F4} ({target.Name}): Muon {Report.Number(target.Muon, "F2")} epochs, AdamW {Report.Number(target.AdamW, "F2")}, ratio {Report.Number(target.Ratio, "F2")}")))];
        Directory.CreateDirectory(arguments.Folder);
        string path = Path.Combine(arguments.Folder, $"convergence-{what.Name}.svg");
        File.WriteAllText(path, SvgCurves.Draw(what.Title, "test accuracy (by the logarithm of the error)", bands, targets));
        TerminalCurves.Print($"{what.Title}: test accuracy, M Muon, A AdamW", bands);
        AnsiConsole.WriteLine($"Drawn in {path}");
    }
}
