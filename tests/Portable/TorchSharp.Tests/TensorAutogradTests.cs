using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.Portable.Torch.Tests;

[TestClass]
public sealed class TensorAutogradTests : ScopedTests
{
    [TestMethod]
    public void BackwardFillsAndAddsUpGradients()
    {
        Tensor x = torch.tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        Assert.IsNull(x.grad);
        (x * x).sum().backward();
        (x * x).sum().backward();
        Near([4, 8], x.grad);
        x.grad.zero_();
        Near([0, 0], x.grad);
        x.grad = torch.ones(2, dtype: ScalarType.Float64);
        Near([1, 1], x.grad);
        x.grad = null;
        Assert.IsNull(x.grad);
    }

    [TestMethod]
    public void GradientsOfGradients()
    {
        Tensor x = torch.tensor(new[] { 3.0 }, requires_grad: true);
        Tensor first = autograd.grad([x.pow(3).sum()], [x], create_graph: true)[0];
        Near([27], first);
        first.backward();
        Near([18], x.grad);
    }

    [TestMethod]
    public void NoGradAndDetachCutTheGraph()
    {
        Tensor x = torch.ones(2, requires_grad: true);
        using (torch.no_grad())
        {
            Assert.IsFalse(torch.is_grad_enabled());
            Assert.IsFalse((x * 2).requires_grad);
            using (torch.enable_grad())
            {
                Assert.IsTrue((x * 2).requires_grad);
            }

            Assert.IsFalse(torch.is_grad_enabled());
        }

        Assert.IsTrue(torch.is_grad_enabled());
        Assert.IsFalse((x * 2).detach().requires_grad);
        using (torch.inference_mode())
        {
            Assert.IsFalse((x * 2).requires_grad);
        }

        Assert.IsTrue(x.is_leaf);
        Assert.IsFalse((x * 2).is_leaf);
        Assert.ThrowsExactly<ExternalException>(() => x.mul_(2));
    }

    [TestMethod]
    public void OuterGradientsAndRetainedGraphs()
    {
        Tensor x = torch.ones(2, requires_grad: true), y = x * 3;
        y.backward([torch.tensor(new[] { 1f, 2f })], retain_graph: true);
        y.backward([torch.tensor(new[] { 1f, 2f })]);
        Near([6, 12], x.grad);
    }
}
