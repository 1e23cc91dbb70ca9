using System.Diagnostics;
using Microsoft.ML;
using Muon.MLNet.Images;
using Muon.MLNet.Tests.TestData;
using Muon.MLNet.Training;
using Muon.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images.Data;

/// <summary>A folder that is larger than the cache's limit is read and trained on in the same memory as a small one.</summary>
[TestClass]
public sealed class CacheMemoryTests
{
    private const int Side = 128;
    private const long Limit = 16L << 20;
    private const long Noise = 64L << 20;

    private readonly List<PathRow> _rows = [];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void MemoryDoesNotGrowWithTheFolder()
    {
        if (!TestLength.IsLong)
        {
            Assert.Inconclusive("MUON_TEST_LONG=1 runs it.");
        }

        using PictureFiles rows = new();
        Fill(rows, 200);
        Peak(rows);
        Fill(rows, 2_000 - _rows.Count);
        (long small, long smallHeap) = Peak(rows);
        Fill(rows, 20_000 - _rows.Count);
        (long large, long largeHeap) = Peak(rows);

        long decoded = 20_000L * Side * Side * 3;
        TestContext.WriteLine($"Cache limit {Limit >> 20} MiB, 20,000 pictures decoded {decoded >> 20} MiB.");
        TestContext.WriteLine($"Peak growth of resident memory, managed heap: 2,000 pictures {small >> 20}, {smallHeap >> 20} MiB; 20,000 pictures {large >> 20}, {largeHeap >> 20} MiB.");
        Assert.IsGreaterThan(10 * Limit, decoded);
        Assert.IsLessThanOrEqualTo(small + Noise, large, "resident memory");
        Assert.IsLessThanOrEqualTo(smallHeap + Noise, largeHeap, "managed heap");
        Assert.IsLessThan(decoded / 3, large);
    }

    private void Fill(PictureFiles rows, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int number = _rows.Count;
            _rows.Add(new PathRow { Path = rows.Write($"{number}{(number % 3 == 0 ? ".png" : ".jpg")}", Side, Side, (byte)(number % 200), contrast: 40), Label = number % 2 == 0 ? "a" : "b" });
        }
    }

    /// <summary>By how much resident memory and the managed heap grew at most while all pictures were read and gathered twice.</summary>
    private (long Resident, long Heap) Peak(PictureFiles rows)
    {
        Collect();
        using Process process = Process.GetCurrentProcess();
        process.Refresh();
        (long resident, long heap) = (process.WorkingSet64, GC.GetTotalMemory(forceFullCollection: false));
        (long mostResident, long mostHeap) = (0, 0);
        using CancellationTokenSource stop = new();
        Thread sampler = new(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Sample();
                Thread.Sleep(100);
            }
        });
        sampler.Start();
        MLContext context = new(seed: 1);
        MuonImageClassificationTrainer.Options options = new() { ImageColumnName = nameof(PathRow.Path), ImageHeight = Side, ImageWidth = Side, CacheBytes = Limit, Augmentation = ImageAugmentation.None };
        IDataView view = Stripes.Keyed(context, context.Data.LoadFromEnumerable(_rows));
        using (ImageData data = new ImageDataReader(options, seed: 1, rows.Folder).Read(view))
        {
            int[] order = [.. Enumerable.Range(0, data.Train.Count)];
            for (int epoch = 1; epoch <= 2; epoch++)
            {
                new Random(epoch).Shuffle(order);
                foreach (Batch batch in BatchPrefetcher.Run(data.Train, order, new BatchPlan(order.Length, 64), epoch, 0, CPU, CancellationToken.None))
                {
                    using DisposeScope scope = NewDisposeScope();
                    scope.Attach(batch.Inputs);
                    scope.Attach(batch.Classes);
                }
            }

            Assert.AreEqual(_rows.Count, data.Train.Count);
        }

        stop.Cancel();
        sampler.Join();
        return (mostResident, mostHeap);

        void Sample()
        {
            // Garbage that waits for its collection grows with time, not with the folder: how much, depends on what the process did before.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            process.Refresh();
            mostResident = Math.Max(mostResident, process.WorkingSet64 - resident);
            mostHeap = Math.Max(mostHeap, GC.GetTotalMemory(forceFullCollection: false) - heap);
        }
    }

    private static void Collect()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
    }
}
