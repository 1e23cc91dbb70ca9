using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.Portable.Torch.Tests.NN;

[TestClass]
public sealed class InitTests
{
    [ClassCleanup]
    public static void Release() => LeftToFinalizers.Release();

    [TestMethod]
    public void FansAndGains()
    {
        Assert.AreEqual((12L, 16L), init.CalculateFanInAndFanOut(ones(4, 3, 2, 2)));
        Assert.ThrowsExactly<ArgumentException>(() => init.CalculateFanInAndFanOut(ones(4)));
        Assert.ThrowsExactly<ExternalException>(() => init.kaiming_uniform_(ones(3)));
        Assert.AreEqual(5.0 / 3, init.calculate_gain(init.NonlinearityType.Tanh), 1e-12);
        Assert.AreEqual(Math.Sqrt(2 / 1.04), init.calculate_gain(init.NonlinearityType.LeakyReLU, 0.2), 1e-12);
    }

    [TestMethod]
    public void RangesAndDeviations()
    {
        Tensor t = zeros(200, 100);
        Assert.AreSame(t, init.kaiming_uniform_(t));
        Assert.AreEqual(Math.Sqrt(6.0 / 100), t.abs().max().item<float>(), 1e-3);
        init.kaiming_normal_(t, 0, init.FanInOut.FanOut, init.NonlinearityType.ReLU);
        Assert.AreEqual(Math.Sqrt(2.0 / 200), t.std().item<float>(), 3e-3);
        init.xavier_uniform_(t, 2);
        Assert.AreEqual(2 * Math.Sqrt(6.0 / 300), t.abs().max().item<float>(), 1e-3);
        init.uniform_(t, -1, 3);
        Assert.AreEqual(1, t.mean().item<float>(), 0.05);
        init.normal_(t, 1, 2);
        Assert.AreEqual(2, t.std().item<float>(), 0.05);
        Assert.AreEqual(3f, init.constant_(t, 3)[0, 0].item<float>());
        Assert.AreEqual(20000f, init.ones_(t).sum().item<float>());
        Assert.AreEqual(0f, init.zeros_(t).sum().item<float>());
        Assert.IsTrue(init.ones_(new Parameter(zeros(2))).requires_grad);
    }

    [TestMethod]
    [DataRow(4, 2)]
    [DataRow(2, 4)]
    public void OrthogonalInTheShorterDirection(int rows, int columns)
    {
        Tensor t = init.orthogonal_(zeros(rows, columns, 1), 2).flatten(1);
        Tensor gram = rows < columns ? t.matmul(t.t()) : t.t().matmul(t);
        Assert.IsTrue(gram.allclose(eye(2) * 4, 1e-4, 1e-5));
        Assert.ThrowsExactly<ExternalException>(() => init.orthogonal_(ones(3)));
    }

    [TestMethod]
    public void GradientsAreClipped()
    {
        Linear m = Linear(2, 2);
        Assert.AreEqual(0, nn.utils.clip_grad_norm_(m.parameters(), 1.0));
        m.forward(ones(1, 2)).sum().backward();
        Assert.AreEqual(Math.Sqrt(6), nn.utils.clip_grad_norm_(m.parameters(), 1.0), 1e-6);
        Assert.AreEqual(1, nn.utils.clip_grad_norm_(m.parameters(), 10.0), 1e-5);
        nn.utils.clip_grad_value_(m.parameters(), 0.1);
        Assert.AreEqual(0.1f, m.weight.grad.max().item<float>());
        m.weight.grad.fill_(-7);
        Assert.AreEqual(7, nn.utils.clip_grad_norm_(m.parameters(), 1.0, double.PositiveInfinity), 1e-5);
    }
}
