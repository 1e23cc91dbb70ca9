using System.Globalization;
using System.Text.Json.Nodes;
using Muon.MLNet.Extensions;

namespace Muon.MLNet.Benchmarks.Serving;

/// <summary>Answers per second of the batching predictor under concurrent clients, beside one prediction engine in a loop.</summary>
internal sealed class ServingBenchmark : IBenchmark
{
    private const int Clients = 64;

    public string Name => "serving";

    public string Summary => "the batching predictor and the web sample under 64 clients, and one prediction engine in a loop; --only=CASE";

    public void Run(BenchmarkArguments arguments)
    {
        int threads = BenchmarkThreads.Set();
        TimeSpan time = TimeSpan.FromSeconds(arguments.Quick ? 1 : 3);
        int rounds = arguments.Quick ? 1 : 5;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threads} threads, {Clients} clients, {time.TotalSeconds} s each, in {rounds} turns of which the median counts"));
        List<string[]> rows = [];
        JsonArray json = [];
        foreach ((string name, Func<IServingCase> create) in ServingCases.All)
        {
            if (arguments.Only is { } only && !name.Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            IServingCase what = create();
            List<ServingResult> engines = [], predictors = [], webs = [];
            for (int round = 0; round < rounds; round++)
            {
                engines.Add(what.Engine(time));
                predictors.Add(what.Batched(time, Clients, new BatchingPredictorOptions()));
                webs.AddRange(what.Web(time, Clients) is { } served ? [served] : []);
            }

            ServingResult engine = Median(engines), batched = Median(predictors);
            ServingResult? web = webs.Count > 0 ? Median(webs) : null;
            rows.Add([
                name, Report.Number(engine.PerSecond, "N0"), Report.Number(engine.P50, "F2"), Report.Number(engine.P99, "F2"),
                Report.Number(batched.PerSecond, "N0"), Report.Number(batched.P50, "F2"), Report.Number(batched.P99, "F2"),
                Report.Number(batched.PerSecond / engine.PerSecond, "F1"),
                Report.Number(web?.PerSecond, "N0"), Report.Number(web?.P50, "F2"), Report.Number(web?.P99, "F2"),
                Report.Number(web?.PerSecond / engine.PerSecond, "F1"), Report.Number(batched.Failed + (web?.Failed ?? 0), "N0"),
            ]);
            Console.WriteLine(string.Join("  ", rows[^1]));
            json.Add(new JsonObject { ["case"] = name, ["engine"] = Json(engine), ["batched"] = Json(batched), ["web"] = web is null ? null : Json(web) });
        }

        Report.Table(
            "Answers per second; times of a request in milliseconds",
            ["model", "engine in a loop", "p50", "p99", $"batching, {Clients} clients", "p50", "p99", "times", $"web, {Clients} clients", "p50", "p99", "times", "wrong"],
            rows);
        Report.Write(arguments, Name, json);
    }

    private static ServingResult Median(List<ServingResult> results) =>
        results.OrderBy(result => result.PerSecond).ElementAt(results.Count / 2) with { Failed = results.Sum(result => result.Failed) };

    private static JsonObject Json(ServingResult result) => new()
    {
        ["perSecond"] = result.PerSecond,
        ["p50"] = result.P50,
        ["p99"] = result.P99,
        ["wrong"] = result.Failed,
    };
}
