using System.Threading.Channels;
using Muon.MLNet.Extensions.Batching;
using Muon.MLNet.Extensions.Tests.TestData;
using Pending = Muon.MLNet.Extensions.Batching.PendingPrediction<int, string>;

namespace Muon.MLNet.Extensions.Tests.Batching;

[TestClass]
public sealed class BatchCollectorTests
{
    private readonly Channel<Pending> _queue = Channel.CreateUnbounded<Pending>();
    private readonly List<Pending> _batch = [];

    [TestMethod]
    public void TakesWhatIsThereUpToTheLargestBatch()
    {
        BatchCollector<int, string> collector = new(_queue.Reader, new BatchingPredictorOptions { MaxBatchSize = 4 });
        Write(0, 10);

        int[][] batches = [.. Enumerable.Range(0, 3).Select(_ => Next(collector))];

        CollectionAssert.AreEqual(new[] { 4, 4, 2 }, batches.Select(batch => batch.Length).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, 10).ToArray(), batches.SelectMany(batch => batch).ToArray());
    }

    [TestMethod]
    public async Task WaitsForAsManyAsLatelyForAsLongAsTheDelaySays()
    {
        ManualClock clock = new();
        BatchCollector<int, string> collector = new(_queue.Reader, new BatchingPredictorOptions { MaxBatchSize = 8, MaxDelay = TimeSpan.FromSeconds(5), TimeProvider = clock });
        Write(0, 3);
        Assert.HasCount(3, Next(collector));
        collector.Answering();
        Write(3, 1);
        Task<int[]> next = Task.Run(() => Next(collector));
        await Until(() => clock.Timers == 1);
        Write(4, 1);
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.IsFalse(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        CollectionAssert.AreEqual(new[] { 3, 4 }, await next);
    }

    [TestMethod]
    public async Task TheExpectedNumberEndsTheWait()
    {
        ManualClock clock = new();
        BatchCollector<int, string> collector = new(_queue.Reader, new BatchingPredictorOptions { MaxBatchSize = 8, MaxDelay = TimeSpan.FromSeconds(5), TimeProvider = clock });
        Write(0, 2);
        Assert.HasCount(2, Next(collector));
        Write(2, 1);

        // Two are answered, and one has come meanwhile: three are expected.
        collector.Answering();
        Task<int[]> next = Task.Run(() => Next(collector));
        await Until(() => clock.Timers == 1);
        Write(3, 1);
        await Task.Delay(20);
        Assert.IsFalse(next.IsCompleted);
        Write(4, 1);

        CollectionAssert.AreEqual(new[] { 2, 3, 4 }, await next);
        Assert.AreEqual(0, clock.Timers);
    }

    [TestMethod]
    public void ACallerAloneNeverWaits()
    {
        ManualClock clock = new();
        BatchCollector<int, string> collector = new(_queue.Reader, new BatchingPredictorOptions { MaxDelay = TimeSpan.FromSeconds(5), TimeProvider = clock });
        for (int i = 0; i < 3; i++)
        {
            Task<int[]> next = Task.Run(() => Next(collector));
            Write(i, 1);
            CollectionAssert.AreEqual(new[] { i }, next.GetAwaiter().GetResult());
            collector.Answering();
        }

        Assert.AreEqual(0, clock.Timers);
    }

    [TestMethod]
    public void LeavesCancelledRequestsOut()
    {
        BatchCollector<int, string> collector = new(_queue.Reader, new BatchingPredictorOptions { MaxBatchSize = 2 });
        Pending[] requests = [.. Enumerable.Range(0, 6).Select(i => new Pending(i))];
        Array.ForEach(requests, request => _queue.Writer.TryWrite(request));
        requests[0].SetCanceled(CancellationToken.None);
        requests[2].SetCanceled(CancellationToken.None);

        CollectionAssert.AreEqual(new[] { 1, 3 }, Next(collector));
        CollectionAssert.AreEqual(new[] { 4, 5 }, Next(collector));
    }

    [TestMethod]
    public void EndsWithTheQueueAfterTheLastRequest()
    {
        BatchCollector<int, string> collector = new(_queue.Reader, new BatchingPredictorOptions { MaxDelay = TimeSpan.FromMinutes(1), TimeProvider = new ManualClock() });
        Write(0, 2);
        _queue.Writer.Complete();

        CollectionAssert.AreEqual(new[] { 0, 1 }, Next(collector));
        Assert.IsFalse(collector.Collect(_batch));
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1);
        }
    }

    private void Write(int first, int count)
    {
        foreach (int i in Enumerable.Range(first, count))
        {
            _queue.Writer.TryWrite(new Pending(i));
        }
    }

    private int[] Next(BatchCollector<int, string> collector)
    {
        Assert.IsTrue(collector.Collect(_batch));
        int[] batch = [.. _batch.Select(request => request.Input)];
        _batch.Clear();
        return batch;
    }
}
