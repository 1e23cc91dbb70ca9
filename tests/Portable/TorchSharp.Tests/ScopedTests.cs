using TorchSharp;
using static TorchSharp.torch;

namespace Muon.Portable.Torch.Tests;

/// <summary>Runs every test inside a dispose scope, after which no tensor may be left.</summary>
public abstract class ScopedTests
{
    private DisposeScope scope;
    private long before;

    [TestInitialize]
    public void Open()
    {
        before = Tensor.TotalCount;
        scope = torch.NewDisposeScope();
    }

    [TestCleanup]
    public void Close()
    {
        scope.Dispose();
        Assert.IsLessThanOrEqualTo(before, Tensor.TotalCount, "live tensors"); // fewer where a finalizer ran
    }

    protected static void Near(double[] expected, Tensor actual, double tolerance = 1e-6)
    {
        double[] values = actual.to(ScalarType.Float64).reshape(-1).data<double>().ToArray();
        Assert.HasCount(expected.Length, values);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.AreEqual(expected[i], values[i], tolerance, $"[{i}]");
        }
    }
}
