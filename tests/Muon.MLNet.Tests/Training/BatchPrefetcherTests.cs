using System.Diagnostics.CodeAnalysis;
using Muon.MLNet.Training;
using Muon.MLNet.Tests.TestData;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Training;

[TestClass]
public sealed class BatchPrefetcherTests
{
    private static readonly int[] Order = [.. Enumerable.Range(0, 103).Reverse()];
    private static readonly BatchPlan Plan = new(Order.Length, 10);

    [TestMethod]
    public void GivesTheBatchesInOrder_WithEpochAndStep()
    {
        Numbers numbers = new();
        List<float> seen = [];
        int step = 0;
        foreach (Batch batch in Run(numbers))
        {
            using DisposeScope scope = Adopt(batch);
            CollectionAssert.AreEqual(new long[] { 4, step++ }, batch.Classes.data<long>().ToArray());
            seen.AddRange(batch.Inputs.data<float>().ToArray());
        }

        Assert.AreEqual(Plan.Steps, step);
        CollectionAssert.AreEqual(Order.Select(index => (float)index).ToList(), seen);
        Assert.AreNotEqual(Environment.CurrentManagedThreadId, numbers.ThreadId);
    }

    [TestMethod]
    public void IsNeverMoreThanTwoBatchesAhead()
    {
        Numbers numbers = new();
        int taken = 0;
        foreach (Batch batch in Run(numbers))
        {
            using DisposeScope scope = Adopt(batch);
            taken++;
            Thread.Sleep(2);
            Assert.IsLessThanOrEqualTo(taken + BatchPrefetcher.Ahead, numbers.Gathered);
        }
    }

    [TestMethod]
    public void AnExceptionReachesTheConsumer_AfterTheBatchesBeforeIt()
    {
        int taken = 0;
        IOException error = Assert.ThrowsExactly<IOException>(() =>
        {
            foreach (Batch batch in Run(new Numbers { FailsAt = 3 }))
            {
                using DisposeScope scope = Adopt(batch);
                taken++;
            }
        });

        Assert.AreEqual(3, taken);
        StringAssert.Contains(error.StackTrace, nameof(Numbers.GatherForTraining));
    }

    [TestMethod]
    public void ANetworkIsNotBuiltUpByBatches_NothingIsLeft_WhateverEndsThem()
    {
        long before = LiveTensors.Count();
        using (CancellationTokenSource source = new())
        {
            Take(new Numbers(), int.MaxValue, CancellationToken.None);
            Take(new Numbers(), 3, CancellationToken.None);
            Take(new Numbers(), 0, CancellationToken.None);
            Assert.ThrowsExactly<IOException>(() => Take(new Numbers { FailsAt = 2 }, int.MaxValue, CancellationToken.None));
            source.Cancel();
            Take(new Numbers(), int.MaxValue, source.Token);
        }

        Assert.AreEqual(before, LiveTensors.Count());
    }

    [TestMethod]
    public void CancellationEndsTheBatches()
    {
        using CancellationTokenSource source = new();
        int taken = 0;
        foreach (Batch batch in BatchPrefetcher.Run(new Numbers(), Order, Plan, 1, 0, CPU, source.Token))
        {
            using DisposeScope scope = Adopt(batch);
            taken++;
            source.Cancel();
        }

        Assert.AreEqual(1, taken);
    }

    private static IEnumerable<Batch> Run(Numbers numbers) => BatchPrefetcher.Run(numbers, Order, Plan, epoch: 4, firstStep: 0, CPU, CancellationToken.None);

    private static void Take(Numbers numbers, int count, CancellationToken cancellation)
    {
        foreach (Batch batch in BatchPrefetcher.Run(numbers, Order, Plan, 1, 0, CPU, cancellation))
        {
            using DisposeScope scope = Adopt(batch);
            if (--count <= 0)
            {
                break;
            }
        }
    }

    private static DisposeScope Adopt(Batch batch)
    {
        DisposeScope scope = NewDisposeScope();
        scope.Attach(batch.Inputs);
        scope.Attach(batch.Classes);
        return scope;
    }

    /// <summary>Examples whose input is their own number; the batch tells epoch and step in place of classes.</summary>
    private sealed class Numbers : IExampleSet
    {
        private int _gathered;

        public int FailsAt { get; init; } = -1;

        public int Gathered => Volatile.Read(ref _gathered);

        public int ThreadId { get; private set; }

        public int Count => Order.Length;

        public IReadOnlyList<int> Classes => Order;

        [ExcludeFromCodeCoverage]
        public Batch Gather(ReadOnlySpan<int> indices, Device device) => throw new NotSupportedException();

        public Batch GatherForTraining(ReadOnlySpan<int> indices, int epoch, int step, Device device)
        {
            ThreadId = Environment.CurrentManagedThreadId;
            if (step == FailsAt)
            {
                throw new IOException("from the examples");
            }

            Interlocked.Increment(ref _gathered);
            Tensor rubbish = ones(3);
            return new Batch(tensor(Array.ConvertAll(indices.ToArray(), index => (float)index)).add(rubbish.sum()).sub(rubbish.sum()), tensor(new long[] { epoch, step }));
        }
    }
}
