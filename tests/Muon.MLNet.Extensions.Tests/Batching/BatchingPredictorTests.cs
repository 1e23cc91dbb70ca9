using Microsoft.ML;
using Muon.MLNet.Extensions.Tests.TestData;

namespace Muon.MLNet.Extensions.Tests.Batching;

[TestClass]
public sealed class BatchingPredictorTests
{
    [TestMethod]
    [DataRow(1, 0)]
    [DataRow(16, 0)]
    [DataRow(64, 2)]
    public async Task EachCallerGetsTheAnswerToItsQuestion(int batchSize, int milliseconds)
    {
        using DoublingModel doubling = new();
        await using BatchingPredictor<Question, Answer> predictor = new(doubling.Context, doubling.Model, new BatchingPredictorOptions
        {
            MaxBatchSize = batchSize,
            MaxDelay = TimeSpan.FromMilliseconds(milliseconds),
            Workers = 2,
        });

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => predictor.PredictAsync(new Question { Number = i }))));

        CollectionAssert.AreEqual(Enumerable.Range(0, 500).Select(i => 2 * i).ToArray(), answers.Select(answer => answer.Doubled).ToArray());
    }

    [TestMethod]
    public async Task RowsThatFailFailAloneWithTheirOwnReason()
    {
        using DoublingModel doubling = new();
        await using BatchingPredictor<Question, Answer> predictor = new(doubling.Context, doubling.Model);
        doubling.Hold();
        Task<Answer> first = predictor.PredictAsync(new Question { Number = 1 });
        await doubling.Entered();
        int[] numbers = [.. Enumerable.Range(0, 60).Select(i => i % 13 == 5 ? -i : i)];
        Task<Answer>[] rest = [.. numbers.Select(number => predictor.PredictAsync(new Question { Number = number }))];
        doubling.Open();

        Assert.AreEqual(2, (await first).Doubled);
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] < 0)
            {
                Exception error = await Assert.ThrowsAsync<Exception>(() => rest[i]);
                Assert.Contains($"{numbers[i]} is negative.", error.ToString());
            }
            else
            {
                Assert.AreEqual(2 * i, (await rest[i]).Doubled);
            }
        }
    }

    [TestMethod]
    public async Task MoreThanTheQueueHoldsIsRefusedWithWhatToDo()
    {
        using DoublingModel doubling = new();
        await using BatchingPredictor<Question, Answer> predictor = new(doubling.Context, doubling.Model, new BatchingPredictorOptions { QueueLimit = 3 });
        doubling.Hold();
        Task<Answer> first = predictor.PredictAsync(new Question { Number = 1 });
        await doubling.Entered();
        Task<Answer>[] waiting = [.. Enumerable.Range(2, 3).Select(i => predictor.PredictAsync(new Question { Number = i }))];
        Assert.AreEqual(3, predictor.Waiting);

        PredictionQueueFullException error = await Assert.ThrowsExactlyAsync<PredictionQueueFullException>(() => predictor.PredictAsync(new Question { Number = 5 }));
        Assert.AreEqual(3, error.QueueLimit);
        Assert.Contains("3 requests wait", error.Message);
        Assert.Contains("raise QueueLimit", error.Message);

        doubling.Open();
        Assert.AreEqual(2, (await first).Doubled);
        CollectionAssert.AreEqual(new[] { 4, 6, 8 }, (await Task.WhenAll(waiting)).Select(answer => answer.Doubled).ToArray());
        Assert.AreEqual(10, (await predictor.PredictAsync(new Question { Number = 5 })).Doubled);
    }

    [TestMethod]
    public async Task ACancelledRequestEndsAtOnceAndHurtsNoOther()
    {
        using DoublingModel doubling = new();
        await using BatchingPredictor<Question, Answer> predictor = new(doubling.Context, doubling.Model);
        using CancellationTokenSource running = new();
        using CancellationTokenSource waiting = new();
        doubling.Hold();
        Task<Answer> first = predictor.PredictAsync(new Question { Number = 1 }, running.Token);
        await doubling.Entered();
        Task<Answer> second = predictor.PredictAsync(new Question { Number = 2 }, waiting.Token);
        Task<Answer> third = predictor.PredictAsync(new Question { Number = 3 });

        await running.CancelAsync();
        await waiting.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAsync<OperationCanceledException>(() => second);
        await Assert.ThrowsAsync<OperationCanceledException>(() => predictor.PredictAsync(new Question { Number = 4 }, waiting.Token));

        doubling.Open();
        Assert.AreEqual(6, (await third).Doubled);
    }

    [TestMethod]
    public async Task DisposingAnswersWhatWasAskedAndRefusesMore()
    {
        using DoublingModel doubling = new();
        BatchingPredictor<Question, Answer> predictor = new(doubling.Context, doubling.Model, new BatchingPredictorOptions { MaxBatchSize = 3, MaxDelay = TimeSpan.FromMinutes(1) });
        doubling.Hold();
        Task<Answer>[] asked = [.. Enumerable.Range(0, 10).Select(i => predictor.PredictAsync(new Question { Number = i }))];
        await doubling.Entered();

        Task disposed = predictor.DisposeAsync().AsTask();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => predictor.PredictAsync(new Question()));
        Assert.IsFalse(disposed.IsCompleted);
        doubling.Open();
        await disposed;

        CollectionAssert.AreEqual(Enumerable.Range(0, 10).Select(i => 2 * i).ToArray(), asked.Select(task => task.Result.Doubled).ToArray());
    }

    [TestMethod]
    public async Task RowsThatTheModelCannotReadAreRefusedAtOnce()
    {
        using DoublingModel doubling = new();
        MLContext context = new(seed: 1);
        using MuonTextClassificationTransformer model = Sentences.Fit(context, Sentences.Keyed(context));

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new BatchingPredictor<Question, PredictedSentence>(context, model));
        Exception missing = Assert.Throws<Exception>(() => new BatchingPredictor<Question, PredictedSentence>(doubling.Context, doubling.Model));
        Assert.Contains("PredictedLabel", missing.Message);
        await Assert.ThrowsExactlyAsync<ArgumentNullException>(async () =>
        {
            await using BatchingPredictor<Question, Answer> predictor = new(doubling.Context, doubling.Model);
            await predictor.PredictAsync(null!);
        });
    }

    [TestMethod]
    [DataRow(0, 1, 1, 0, "MaxBatchSize must be from 1 to 65536.")]
    [DataRow(1, 0, 1, 0, "QueueLimit must be from 1 to 2147483647.")]
    [DataRow(1, 1, 65, 0, "Workers must be from 1 to 64.")]
    [DataRow(1, 1, 1, -1, "MaxDelay must be from zero to a minute.")]
    public void OptionsOutOfRangeAreNamed(int batch, int queue, int workers, int seconds, string expected)
    {
        using DoublingModel doubling = new();
        BatchingPredictorOptions options = new() { MaxBatchSize = batch, QueueLimit = queue, Workers = workers, MaxDelay = TimeSpan.FromSeconds(seconds) };

        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new BatchingPredictor<Question, Answer>(doubling.Context, doubling.Model, options));

        Assert.Contains(expected, error.Message);
    }
}
