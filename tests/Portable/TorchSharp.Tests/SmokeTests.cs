using TorchSharp;
using static TorchSharp.torch;

namespace Muon.Portable.Torch.Tests;

[TestClass]
public sealed class SmokeTests
{
    [TestMethod]
    public void CreateMultiplyBackwardAndLeaveNothingBehind()
    {
        long before = Tensor.TotalCount;
        using (torch.NewDisposeScope())
        {
            Tensor a = torch.tensor(new float[] { 1, 2, 3, 4 }, 2, 2, requires_grad: true);
            Tensor b = torch.ones(2, 2) + a;
            Tensor c = b.matmul(a).sum();
            c.backward();
            CollectionAssert.AreEqual(new float[] { 9, 13, 11, 15 }, a.grad.data<float>().ToArray());
            Assert.AreEqual(74f, c.item<float>());
        }

        Assert.AreEqual(before, Tensor.TotalCount);
    }
}
