using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Benchmarks.Data;

namespace Muon.MLNet.Benchmarks.Text;

/// <summary>Models trained on CLINC150, as an application uses them: file, loading, one text at a time, all at once.</summary>
internal static class ModelSpeed
{
    private const int Calls = 500;

    public static IEnumerable<PeerResult> Measure(bool quick)
    {
        foreach (TextArchitecture architecture in new[] { TextArchitecture.NGram, TextArchitecture.Encoder })
        {
            MLContext context = new(seed: 1);
            (LabelledText[] train, _, LabelledText[] test) = TextSets.Clinc();
            train = quick ? StratifiedSplit.Take(train, 1_500, seed: 1) : train;
            IDataView view = context.Data.LoadFromEnumerable(train);
            MuonTextClassificationTrainer.Options options = new() { Architecture = architecture, MaxEpochs = 1, Seed = 1 };
            IEstimator<ITransformer> pipeline = context.Transforms.Conversion.MapValueToKey("Label").Append(context.MulticlassClassification.Trainers.MuonTextClassification(options));
            ITransformer model = pipeline.Fit(view);
            string path = Path.GetTempFileName();
            try
            {
                context.Model.Save(model, view.Schema, path);
                (model as IDisposable)?.Dispose();
                ITransformer? loaded = null;
                double load = Stopwatches.Time(() => loaded = context.Model.LoadMuon(path, out _));
                foreach (PeerResult result in Measure(context, loaded!, test, $"CLINC150, {architecture}", load, new FileInfo(path).Length))
                {
                    yield return result;
                }

                (loaded as IDisposable)?.Dispose();
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    private static IEnumerable<PeerResult> Measure(MLContext context, ITransformer model, LabelledText[] test, string name, double load, long bytes)
    {
        yield return new PeerResult(name, "model file", "kB", bytes / 1000.0, null);
        yield return new PeerResult(name, "loading it", PeerResult.Milliseconds, load, null);
        using PredictionEngine<LabelledText, Prediction> engine = context.Model.CreatePredictionEngine<LabelledText, Prediction>(model);
        List<double> times = [];
        for (int call = -Calls / 5; call < Calls; call++)
        {
            LabelledText text = test[(call + Calls) % test.Length];
            double time = Stopwatches.Time(() => engine.Predict(text));
            times.AddRange(call >= 0 ? [time] : []);
        }

        yield return new PeerResult(name, "one text, p50", PeerResult.Milliseconds, Stopwatches.Percentile(times, 0.5), null);
        yield return new PeerResult(name, "one text, p99", PeerResult.Milliseconds, Stopwatches.Percentile(times, 0.99), null);
        IDataView rows = context.Data.LoadFromEnumerable(test);
        double all = Stopwatches.Medians(5, [() => Stopwatches.Time(() => model.Transform(rows).GetColumn<float[]>("Score").Count())])[0];
        yield return new PeerResult(name, "all test texts", "texts/s", test.Length * 1000 / all, null);
    }

    private sealed class Prediction
    {
        public float[] Score { get; set; } = [];
    }
}
