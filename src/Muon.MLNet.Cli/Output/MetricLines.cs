using Muon.MLNet.Cli.Records;

namespace Muon.MLNet.Cli.Output;

/// <summary>The metrics of a test in words.</summary>
internal static class MetricLines
{
    private const int MostClasses = 20;

    /// <summary>Muon and AdamW side by side, where both were trained.</summary>
    public static IEnumerable<string> Comparison(TrainingRecord record)
    {
        if (record.Comparison is { } other)
        {
            foreach (RunRecord run in (RunRecord[])[record.Run, other])
            {
                yield return Invariant($"{run.Optimizer,-6} accuracy {run.Test?.MicroAccuracy,6:F4}, log loss {run.Test?.LogLoss:F4}, best epoch {run.BestEpoch} of {run.Epochs.Count}, {run.Seconds:F1} s");
            }
        }
    }

    public static IEnumerable<string> Of(TestRecord? test)
    {
        if (test is null)
        {
            yield break;
        }

        if (test.Classes.Count <= MostClasses)
        {
            int width = Math.Max("class".Length, test.Classes.Max(name => name.Length));
            yield return $"{"class".PadRight(width)}  precision  recall  examples";
            for (int i = 0; i < test.Classes.Count; i++)
            {
                yield return Invariant($"{test.Classes[i].PadRight(width)}  {test.PerClassPrecision[i],9:F4}  {test.PerClassRecall[i],6:F4}  {test.Confusion[i].Sum(),8}");
            }
        }

        yield return Invariant($"log loss {test.LogLoss:F4}, accuracy per class {test.MacroAccuracy:F4}");
        yield return Invariant($"test accuracy {test.MicroAccuracy:F4}");
    }
}
