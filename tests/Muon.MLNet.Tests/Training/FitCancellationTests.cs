using System.Diagnostics;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Training;

/// <summary>Cancelling, by token and by context, from the first row that is read to the last step.</summary>
[TestClass]
public sealed class FitCancellationTests
{
    [TestMethod]
    [DataRow(RunKind.Pictures)]
    [DataRow(RunKind.NGrams)]
    [DataRow(RunKind.Encoder)]
    public void AContextThatIsToldToStop_EndsTheFit_AfterACheckpoint(RunKind kind)
    {
        using InterruptedRuns runs = new();
        string expected = runs.Train(kind);
        using InterruptedRuns stopped = new();
        int steps = 0;

        Assert.ThrowsExactly<OperationCanceledException>(() => stopped.Train(kind, options =>
        {
            options.CheckpointDirectory = stopped.Folder;
            options.MaxEpochs = 1_000_000;
            options.OnStep = _ =>
            {
                if (++steps == 2)
                {
                    Stop(stopped.Context);
                }
            };
        }));

        // The context is asked every 50 ms; tiny steps take less.
        Assert.IsGreaterThanOrEqualTo(2, steps);
        Assert.IsNotEmpty(stopped.Files);
        Assert.AreEqual(expected, runs.Train(kind), "another context goes on as before");
    }

    [TestMethod]
    [DataRow(RunKind.Pictures, 10)]
    [DataRow(RunKind.Pictures, 150)]
    [DataRow(RunKind.NGrams, 10)]
    [DataRow(RunKind.NGrams, 150)]
    [DataRow(RunKind.Encoder, 150)]
    public void CancelledWhileRowsAreRead_NothingMoreIsRead(RunKind kind, int row)
    {
        // The labels are read first, then the inputs: 100 rows each time.
        MLContext context = new(seed: 1);
        using CancellationTokenSource source = new();
        int read = 0;
        void Count()
        {
            if (Interlocked.Increment(ref read) == row)
            {
                source.Cancel();
            }
        }

        IDataView data = kind is RunKind.Pictures ? Rows(context, Stripes.Pictures(100, seed: 1), Count) : Rows(context, Sentences.List(100), Count);
        data = context.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
        read = 0;

        Assert.Throws<OperationCanceledException>(() => Fit(context, kind, data, source.Token, _ => Assert.Fail("a step was made")));

        Assert.IsLessThan(row + 100, read, "it ended within one pass over the rows");
    }

    /// <summary>The step after which the token is cancelled is the last, and the model predicts. How long that takes is printed, not judged.</summary>
    [TestMethod]
    [DataRow(RunKind.Pictures)]
    [DataRow(RunKind.NGrams)]
    [DataRow(RunKind.Encoder)]
    public void CancelledWhileTraining_TheModelPredicts(RunKind kind)
    {
        MLContext context = new(seed: 1);
        IDataView data = kind is RunKind.Pictures ? Stripes.Keyed(context, Stripes.View(context, 2_000)) : Sentences.Keyed(context, 2_000);
        using CancellationTokenSource source = new();
        Stopwatch clock = new();
        int steps = 0;
        void Cancel(TrainingStepArguments step)
        {
            if (++steps == 5)
            {
                source.Cancel();
                clock.Start();
            }
        }

        using IDisposable model = Fit(context, kind, data, source.Token, Cancel);

        Console.WriteLine($"{kind}: {clock.ElapsedMilliseconds} ms from the cancellation to the model");
        Assert.AreEqual(5, steps);
        float[][] scores = [.. ((ITransformer)model).Transform(data).GetColumn<float[]>("Score")];
        Assert.HasCount(2_000, scores);
        Assert.IsTrue(Array.TrueForAll(scores, row => Math.Abs(row.Sum() - 1) < 1e-4f));
    }

    [TestMethod]
    public void LearningAVocabulary_IsCancelled()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Dictionary<string, long> pieces = new(StringComparer.Ordinal) { ["abab"] = 3 };

        Assert.Throws<OperationCanceledException>(() => Muon.MLNet.Text.Tokenization.BytePairLearner.Learn(pieces, 10, source.Token));
    }

    /// <summary>As AutoML does at its time limit; ML.NET keeps the method to itself.</summary>
    private static void Stop(MLContext context) =>
        (typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic) ?? throw new MissingMethodException(nameof(MLContext), "CancelExecution")).Invoke(context, null);

    private static IDataView Rows<T>(MLContext context, IEnumerable<T> rows, Action count)
        where T : class => context.Data.LoadFromEnumerable(rows.Select(row =>
        {
            count();
            return row;
        }));

    private static IDisposable Fit(MLContext context, RunKind kind, IDataView data, CancellationToken token, Action<TrainingStepArguments> onStep)
    {
        void Change(MuonTrainerOptions options) => (options.CancellationToken, options.OnStep) = (token, onStep);
        return kind is RunKind.Pictures
            ? context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(Change)).Fit(data)
            : Sentences.Fit(context, data, Sentences.Options(kind is RunKind.NGrams ? TextArchitecture.NGram : TextArchitecture.Encoder, Change));
    }
}
