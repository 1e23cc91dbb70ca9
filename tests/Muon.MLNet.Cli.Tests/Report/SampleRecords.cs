using Muon.MLNet.Cli.Records;

namespace Muon.MLNet.Cli.Tests.Report;

/// <summary>Records of trainings that did not take place: as many classes as wanted, with numbers that a seed gives.</summary>
internal static class SampleRecords
{
    public static TrainingRecord Of(int classes, bool comparison = false, TestRecord? test = null, RunRecord? run = null, string name = "Flowers") => new(
        1, name, "ImageClassification", name + ".mlnet", new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero),
        new DataRecord("/data/flowers", ValidationDataset: null, 800, 100, 100, Names(classes).ToDictionary(n => n, n => 10 + n.Length, StringComparer.Ordinal)),
        new EnvironmentRecord("0.1.0", "2.5.1", "10.0.0", "Debian GNU/Linux 12", "AMD EPYC 7B13", 16, 8, "CPU: no CUDA device was found", "float32", 7),
        run ?? Run("Muon", test ?? Test(classes), seed: 3),
        comparison ? Run("AdamW", Test(classes, seed: 9), seed: 5) : null);

    public static RunRecord Run(string optimizer, TestRecord? test, int seed, int epochs = 12, bool validated = true)
    {
        Random random = new(seed);
        double Loss(int e) => (2.2 * Math.Exp(-e / 4.0)) + 0.1 + (0.05 * random.NextDouble());
        EpochRecord[] course = [.. Enumerable.Range(1, epochs).Select(e => new EpochRecord(e, Loss(e), 1 - (Loss(e) / 3), validated ? Loss(e) + 0.15 : null, validated ? 0.95 - (Loss(e) / 3) : null, 0.02 * (1 - (e / 13.0)), 1234.5, e * 2.5))];
        StepRecord[] steps = [.. Enumerable.Range(1, 300).Select(s => new StepRecord(s, (2.3 * Math.Exp(-s / 80.0)) + (0.3 * random.NextDouble()), 0.02 * (s < 30 ? s / 30.0 : (1 + Math.Cos(Math.PI * (s - 30) / 270)) / 2)))];
        return new RunRecord(
            optimizer, "SmallConvNet", "completed", 31.5, validated ? 11 : null, course, steps, test,
            [
                new("stem.0.weight", [32, 3, 3, 3], "AdamW", "the first layer of a network is trained by AdamW"),
                new("blocks.0.conv.weight", [64, 32, 3, 3], "Muon", "a convolution, seen as a matrix of 64×288"),
                new("head.bias", [10], "AdamW", "a vector"),
                new("embedding.weight", [], "None", "frozen"),
            ],
            new TimeSplitRecord(2.1, 9.8, 14.2, 1.7, 1.1),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["max-epochs"] = "12", ["batch-size"] = "64", ["muon-learning-rate"] = "0.02" });
    }

    /// <summary>A matrix with many hits, some near misses, and all else as it follows from it.</summary>
    public static TestRecord Test(int classes, int seed = 1, IReadOnlyList<MistakeRecord>? mistakes = null, IReadOnlyList<string>? names = null)
    {
        Random random = new(seed);
        names ??= Names(classes);
        long[][] confusion = [.. Enumerable.Range(0, classes).Select(r => Enumerable.Range(0, classes).Select(c =>
            r == c ? random.NextInt64(15, 40) : random.NextDouble() < 6.0 / (classes + 6) ? random.NextInt64(1, 9) : 0).ToArray())];
        double all = confusion.Sum(row => row.Sum());
        double[] recall = [.. confusion.Select((row, i) => row[i] / (double)row.Sum())];
        double[] precision = [.. confusion.Select((row, i) => row[i] / (double)confusion.Sum(r => r[i]))];
        mistakes ??= classes == 1 ? [] : [.. Enumerable.Range(0, 30).Select(i => new MistakeRecord(i + 1, names[i % classes], names[(i + 1) % classes], 0.99 - (i * 0.01), 0.005, Picture: null, $"Sentence {i}, which says a little about what it is.", Text2: null))];
        return new TestRecord(
            names, confusion, confusion.Select((row, i) => row[i]).Sum() / all, recall.Average(), 0.4321, 0.789, [.. Enumerable.Range(1, Math.Min(5, classes)).Select(k => Math.Min(1, 0.8 + (0.04 * k)))],
            precision, recall, mistakes,
            [.. Enumerable.Range(0, 10).Select(i => i < 2 ? new CalibrationBin(i / 10.0, (i + 1) / 10.0, 0, 0, 0) : new CalibrationBin(i / 10.0, (i + 1) / 10.0, 5 * i, (i + 0.55) / 10, Math.Min(1, (i + 0.2) / 10)))]);
    }

    public static string[] Names(int classes) => [.. Enumerable.Range(0, classes).Select(i => (i % 4) switch { 0 => $"daisy {i}", 1 => $"translate_a_long_name_{i}", 2 => $"ox{i}", _ => $"forget-me-not {i}" })];
}
