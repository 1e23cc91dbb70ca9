using System.Globalization;
using System.Text.Json.Nodes;
using Muon.MLNet.Extensions;

namespace Muon.MLNet.Benchmarks.Serving;

/// <summary>Answers per second of the batching predictor under concurrent clients, beside one prediction engine in a loop.</summary>
internal sealed class ServingBenchmark : IBenchmark
{
    private const int Clients = 64;

    public string Name => "serving";

    public string Summary => "the batching predictor under 64 clients, and one prediction engine in a loop; --only=CASE";

    public void Run(BenchmarkArguments arguments)
    {
        int threads = BenchmarkThreads.Set();
        TimeSpan time = TimeSpan.FromSeconds(arguments.Quick ? 2 : 10);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threads} threads, {Clients} clients, {time.TotalSeconds} s each"));
        List<string[]> rows = [];
        JsonArray json = [];
        foreach ((string name, Func<IServingCase> create) in ServingCases.All)
        {
            if (arguments.Only is { } only && !name.Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            IServingCase what = create();
            ServingResult engine = what.Engine(time);
            ServingResult batched = what.Batched(time, Clients, new BatchingPredictorOptions());
            rows.Add([
                name, Report.Number(engine.PerSecond, "N0"), Report.Number(engine.P50, "F2"), Report.Number(engine.P99, "F2"),
                Report.Number(batched.PerSecond, "N0"), Report.Number(batched.P50, "F2"), Report.Number(batched.P99, "F2"),
                Report.Number(batched.PerSecond / engine.PerSecond, "F1"), Report.Number(batched.Failed, "N0"),
            ]);
            Console.WriteLine(string.Join("  ", rows[^1]));
            json.Add(new JsonObject { ["case"] = name, ["engine"] = Json(engine), ["batched"] = Json(batched) });
        }

        Report.Table(
            "Answers per second; times of a request in milliseconds",
            ["model", "engine in a loop", "p50", "p99", $"batching, {Clients} clients", "p50", "p99", "times", "wrong"],
            rows);
        Report.Write(arguments, Name, json);
    }

    private static JsonObject Json(ServingResult result) => new()
    {
        ["perSecond"] = result.PerSecond,
        ["p50"] = result.P50,
        ["p99"] = result.P99,
        ["wrong"] = result.Failed,
    };
}
