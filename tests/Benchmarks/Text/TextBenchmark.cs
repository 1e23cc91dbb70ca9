using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Benchmarks.Data;

namespace Muon.MLNet.Benchmarks.Text;

/// <summary>Accuracy and training time of the text trainer with default options.</summary>
internal sealed class TextBenchmark : IBenchmark
{
    private static readonly int[] Seeds = [1, 2, 3, 4, 5];

    public string Name => "text";

    public string Summary => "accuracy of the text trainer on five data sets; --only=CASE";

    public void Run(BenchmarkArguments arguments)
    {
        int threads = BenchmarkThreads.Set();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threads} threads; splits: official for clinc150, else 80/20 stratified, seed 1, classes in ordinal order, one System.Random(1) for all"));
        List<string[]> rows = [];
        JsonArray json = [];
        foreach (TextCase what in TextCase.All.Where(what => arguments.Only is null || what.Name.Contains(arguments.Only, StringComparison.OrdinalIgnoreCase)))
        {
            TextRun[] runs = [.. Measure(what, arguments.Quick)];
            double mean = runs.Average(run => run.Micro);
            double deviation = runs.Length < 2 ? 0 : Math.Sqrt(runs.Sum(run => Math.Pow(run.Micro - mean, 2)) / (runs.Length - 1));
            rows.Add([
                what.Name,
                Report.Number(what.Sdca, "F4"),
                Report.Number(what.Goal, "F3"),
                string.Create(CultureInfo.InvariantCulture, $"{mean:F4} ± {deviation:F4}"),
                Report.Number(runs.Average(run => run.Macro), "F4"),
                Report.Number(runs.Average(run => run.Seconds), "F1"),
            ]);
            json.Add(new JsonObject
            {
                ["case"] = what.Name,
                ["micro"] = new JsonArray([.. runs.Select(run => JsonValue.Create(run.Micro))]),
                ["macro"] = new JsonArray([.. runs.Select(run => JsonValue.Create(run.Macro))]),
                ["seconds"] = new JsonArray([.. runs.Select(run => JsonValue.Create(run.Seconds))]),
            });
        }

        Report.Table(
            "Test accuracy with default options (SDCA: FeaturizeText and SdcaMaximumEntropy of ML.NET 5.0.0, measured elsewhere)",
            ["case", "SDCA", "goal", $"ours, micro, {(arguments.Quick ? 1 : Seeds.Length)} seeds", "macro", "seconds of a fit"],
            rows);
        Report.Write(arguments, Name, json);
    }

    private static IEnumerable<TextRun> Measure(TextCase what, bool quick)
    {
        MLContext context = new(seed: 1);
        (LabelledText[] train, LabelledText[] test) = what.Load(context);
        IDataView trainView = context.Data.LoadFromEnumerable(train);
        ITransformer keys = context.Transforms.Conversion.MapValueToKey("Label").Fit(trainView);
        trainView = keys.Transform(trainView);
        IDataView testView = keys.Transform(context.Data.LoadFromEnumerable(test));
        foreach (int seed in quick ? Seeds[..1] : Seeds)
        {
            MuonTextClassificationTrainer.Options options = new() { Seed = seed, Sentence2ColumnName = what.IsPair ? "Sentence2" : null };
            MuonTextClassificationTransformer? model = null;
            double milliseconds = Stopwatches.Time(() => model = context.MulticlassClassification.Trainers.MuonTextClassification(options).Fit(trainView));
            MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(model!.Transform(testView));
            model.Dispose();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what.Name}, seed {seed}: micro {metrics.MicroAccuracy:F4}, macro {metrics.MacroAccuracy:F4}, {milliseconds / 1000:F1} s"));
            yield return new TextRun(seed, metrics.MicroAccuracy, metrics.MacroAccuracy, milliseconds / 1000);
        }
    }
}
