using System.Globalization;

namespace Muon.MLNet.Benchmarks.Images;

/// <summary>
/// Training, prediction and decoding of pictures beside eager PyTorch: the same network, pictures, batches, precision, routing of the
/// optimizer, threads and BLAS, timed in turns in one run.
/// </summary>
internal sealed class ImagesBenchmark : IBenchmark
{
    private const string PicturesPerSecond = "pictures/s";
    private const int PredictionBatch = 128;
    private const int SingleCalls = 500;

    public string Name => "images";

    public string Summary => "training and prediction of image networks, ours and eager PyTorch; decoding; --only=NETWORK";

    public void Run(BenchmarkArguments arguments)
    {
        int threads = BenchmarkThreads.Set();
        using NetworkPeer? peer = NetworkPeer.Start(threads, "cpu", out string reason);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threads} threads, float32; {(peer is null ? reason : "PyTorch " + peer.Version)}"));
        List<PeerResult> results = [];
        foreach (NetworkCase what in NetworkCase.All.Where(what => arguments.Only is null || what.Name.Contains(arguments.Only, StringComparison.OrdinalIgnoreCase)))
        {
            using OurTraining ours = new(what);
            peer?.Load(what, ours.Model.Routing!);
            results.AddRange(Training(what, ours, peer, arguments.Quick ? 3 : 9));
            results.AddRange(Prediction(what, ours, peer, arguments.Quick ? 3 : 9));
        }

        Report.Table(
            "Networks: medians of columns timed in turns",
            ["network", "what", "unit", "ours", "PyTorch", "times as fast"],
            results.Select(result => result.ToCells()));
        IReadOnlyList<DecodeResult> decoded = arguments.Only is null ? DecodeComparison.Run(arguments.Quick) : [];
        if (decoded.Count > 0)
        {
            Report.Table(
                "Decoding, pictures/s on two threads",
                ["pictures", "ours", "PIL", "OpenCV", "ours / the better"],
                decoded.Select(result => (IReadOnlyList<string>)[
                    result.Case, Report.Number(result.OursPerSecond, "F0"), Report.Number(result.PilPerSecond, "F0"), Report.Number(result.OpenCvPerSecond, "F0"), Report.Number(result.Ratio, "F2")]));
        }

        Report.Write(arguments, Name, [.. results.Select(result => result.ToJson())]);
    }

    private static IEnumerable<PeerResult> Training(NetworkCase what, OurTraining ours, NetworkPeer? peer, int rounds)
    {
        peer?.Train(2);
        ours.Pass(2);
        List<Func<double>> timers =
        [
            () => ours.Train(ImageAugmentation.None),
            () => ours.Train(augmentation: null),
            () => ours.Pass(what.Steps),
        ];
        if (peer is not null)
        {
            timers.Insert(1, () => peer.Train(what.Steps));
            timers.Add(() => peer.Pass(what.Steps));
        }

        double[] times = Stopwatches.Medians(rounds, timers);
        double pictures = what.Steps * what.BatchSize * 1000.0;
        double? train = peer is null ? null : pictures / times[1];
        int augmented = peer is null ? 1 : 2;
        yield return new PeerResult(what.Name, "training", PicturesPerSecond, pictures / times[0], train);
        yield return new PeerResult(what.Name, "training, ours with augmentation", PicturesPerSecond, pictures / times[augmented], train);
        yield return new PeerResult(what.Name, "forward and backward alone", PicturesPerSecond, pictures / times[augmented + 1], peer is null ? null : pictures / times[4]);
    }

    private static IEnumerable<PeerResult> Prediction(NetworkCase what, OurTraining training, NetworkPeer? peer, int rounds)
    {
        using OurPrediction ours = new(training, what);
        List<Func<double>> timers = [ours.Batches];
        if (peer is not null)
        {
            timers.Add(() => peer.Predict(what.Predictions, PredictionBatch));
        }

        Stopwatches.Medians(1, timers);
        double[] times = Stopwatches.Medians(rounds, timers);
        double pictures = what.Predictions * 1000.0;
        yield return new PeerResult(what.Name, "prediction, batches of 128", PicturesPerSecond, pictures / times[0], peer is null ? null : pictures / times[1]);

        List<double> single = [], peerSingle = [];
        _ = ours.Single(SingleCalls / 5).Count() + peer?.Single(SingleCalls / 5).Count();
        for (int round = 0; round < 5; round++)
        {
            single.AddRange(ours.Single(SingleCalls / 5));
            peerSingle.AddRange(peer?.Single(SingleCalls / 5) ?? []);
        }

        foreach ((string name, double share) in new[] { ("p50", 0.5), ("p99", 0.99) })
        {
            yield return new PeerResult(
                what.Name, $"one picture, {name}", PeerResult.Milliseconds,
                Stopwatches.Percentile(single, share), peer is null ? null : Stopwatches.Percentile(peerSingle, share));
        }
    }
}
