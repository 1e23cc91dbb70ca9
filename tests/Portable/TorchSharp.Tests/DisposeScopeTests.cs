using TorchSharp;
using static TorchSharp.torch;

namespace Muon.Portable.Torch.Tests;

[TestClass]
public sealed class DisposeScopeTests : ScopedTests
{
    [TestMethod]
    public void StatisticsCountWhatHappened()
    {
        ThreadDisposeScopeStatistics s = null;
        var thread = new Thread(() =>
        {
            s = DisposeScopeManager.Statistics;
            s.Reset();
            torch.ones(1).Dispose();
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor a = torch.ones(1), b = torch.ones(1);
            a.Dispose();
            scope.Detach(b);
            b.Dispose();
            Tensor c = torch.ones(1).DetachFromDisposeScope();
            scope.Attach(c);
        });
        thread.Start();
        thread.Join();
        Assert.AreEqual((3L, 1L, 2L, 2L, 0L), (s.CreatedInScopeCount, s.CreatedOutsideScopeCount, s.DetachedFromScopeCount, s.DisposedInScopeCount, s.ThreadTotalLiveCount));
    }

    [TestMethod]
    public void TensorsMoveBetweenScopes()
    {
        Tensor kept;
        using (DisposeScope outer = torch.NewDisposeScope())
        {
            using (DisposeScope inner = torch.NewDisposeScope())
            {
                Tensor a = torch.ones(1), b = torch.ones(1), c = torch.ones(1);
                a.MoveToOtherDisposeScope(outer);
                (b, c) = inner.MoveToOuter(b, c);
                kept = c;
                Assert.AreEqual((0, 3), (inner.DisposablesCount, outer.DisposablesCount));
                torch.ones(1);
                inner.DisposeEverything();
                Assert.IsTrue(outer.Contains(a));
            }

            outer.DisposeEverythingBut(kept);
            Assert.AreEqual(1, outer.DisposablesCount);
            kept.DetachFromDisposeScope();
        }

        Assert.IsFalse(kept.IsInvalid);
        kept.Dispose();
    }

    [TestMethod]
    public void ScopesMayEndOutOfOrder()
    {
        DisposeScope a = torch.NewDisposeScope(), b = torch.NewDisposeScope();
        a.Dispose();
        Tensor t = torch.ones(1);
        Assert.AreEqual(1, b.DisposablesCount);
        b.Dispose();
        Assert.IsTrue(t.IsInvalid);
    }

    [TestMethod]
    public void WrappedScopeKeepsTheResultOnly()
    {
        long before = Tensor.TotalCount;
        Tensor r = torch.WrappedTensorDisposeScope(() => (torch.ones(2) + 1) * 2);
        Assert.AreEqual(before + 1, Tensor.TotalCount);
        Near([4, 4], r);
    }

    [TestMethod]
    public void FinalizersReleaseWhatNobodyDisposes()
    {
        long before = Tensor.TotalCount;
        var thread = new Thread(() => Forget(100));
        thread.Start();
        thread.Join();
        for (int i = 0; i < 10 && Tensor.TotalCount > before; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.AreEqual(before, Tensor.TotalCount);
        Assert.IsGreaterThanOrEqualTo(before + 100, Tensor.PeakCount);

        static void Forget(int count)
        {
            for (int i = 0; i < count; i++)
            {
                _ = torch.ones(10).DetachFromDisposeScope();
            }
        }
    }

    [TestMethod]
    public void FailingCallsLeaveNothingBehind()
    {
        Tensor a = torch.ones(2), b = torch.ones(3);
        long before = Tensor.TotalCount;
        for (int i = 0; i < 100; i++)
        {
            Assert.ThrowsExactly<System.Runtime.InteropServices.ExternalException>(() => a + b);
        }

        Assert.AreEqual(before, Tensor.TotalCount);
    }
}
