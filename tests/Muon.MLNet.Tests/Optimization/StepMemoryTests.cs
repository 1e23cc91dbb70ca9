using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>After the first steps a step takes no memory of its own, and never reads a number back from its device.</summary>
[TestClass]
public sealed class StepMemoryTests
{
    [TestMethod]
    public void Number_of_tensors_of_a_step_is_constant()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("two layers");
        using var optimizer = new MuonOptimizer(task.Network);
        task.Loss().backward();
        long[] made = [.. Enumerable.Range(0, 6).Select(_ =>
        {
            long before = Created();
            optimizer.step();
            return Created() - before;
        })];
        Assert.IsTrue(made[2..].All(count => count == made[1]), string.Join(' ', made));
    }

    // Tensors on the device "meta" have no content: whoever reads a number from one fails.
    [TestMethod]
    public void Step_reads_nothing_back()
    {
        using DisposeScope scope = NewDisposeScope();
        Device meta = new(DeviceType.META);
        using var network = new ParameterBag(
            ("w", zeros(6, 8, device: meta)), ("v", zeros(16, 4, device: meta)), ("b", zeros(5, device: meta)));
        using var optimizer = new MuonOptimizer(network, new MuonOptions
        {
            GlobalClipNorm = 1, UseEma = true, GradientAccumulationSteps = 2, LossScaleFactor = 2, CautiousWeightDecay = true,
        });
        network.Get("w").sum().backward();
        network.Get("v").sum().backward();
        network.Get("b").sum().backward();
        optimizer.step();
        optimizer.step();
        Assert.Throws<Exception>(() => network.Get("w").sum().item<float>());
    }

    private static long Created() =>
        DisposeScopeManager.Statistics.CreatedInScopeCount + DisposeScopeManager.Statistics.CreatedOutsideScopeCount;
}
