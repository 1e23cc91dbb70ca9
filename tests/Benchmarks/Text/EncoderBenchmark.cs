using System.Globalization;

namespace Muon.MLNet.Benchmarks.Text;

/// <summary>Training and prediction of the text encoder beside eager PyTorch, and the speed of whole models.</summary>
internal sealed class EncoderBenchmark : IBenchmark
{
    private const string TokensPerSecond = "tokens/s";

    public string Name => "encoder";

    public string Summary => "training and prediction of the text encoder, ours and eager PyTorch; latency of text models";

    public void Run(BenchmarkArguments arguments)
    {
        int threads = BenchmarkThreads.Set();
        int rounds = arguments.Quick ? 3 : 9;
        using EncoderPeer? peer = EncoderPeer.Start(threads, out string reason);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threads} threads, float32; {(peer is null ? reason : "PyTorch " + peer.Version)}"));
        List<PeerResult> results = [];
        foreach (EncoderCase what in EncoderCase.All)
        {
            using OurEncoder ours = new(what);
            peer?.Load(what, ours.Parameters);
            results.AddRange(Measure(what, ours, peer, rounds));
        }

        results.AddRange(ModelSpeed.Measure(arguments.Quick));
        Report.Table(
            "Text networks: medians of columns timed in turns",
            ["case", "what", "unit", "ours", "PyTorch", "times as fast"],
            results.Select(result => result.ToCells()));
        Report.Write(arguments, Name, [.. results.Select(result => result.ToJson())]);
    }

    private static IEnumerable<PeerResult> Measure(EncoderCase what, OurEncoder ours, EncoderPeer? peer, int rounds)
    {
        double tokens = EncoderCase.Steps * what.Batch * what.Length * 1000.0;
        (string What, string Request, Func<double> Time)[] columns =
        [
            ("training", "train", ours.Train),
            ("forward and backward alone", "pass", () => ours.Pass(EncoderCase.Steps)),
            ("prediction", "predict", () => ours.Predict(EncoderCase.Steps)),
        ];
        foreach ((string name, string request, Func<double> time) in columns)
        {
            List<Func<double>> timers = peer is null ? [time] : [time, () => peer.Time(request, EncoderCase.Steps)];
            Stopwatches.Medians(1, timers);
            double[] times = Stopwatches.Medians(rounds, timers);
            yield return new PeerResult(what.Name, name, TokensPerSecond, tokens / times[0], peer is null ? null : tokens / times[1]);
        }
    }
}
