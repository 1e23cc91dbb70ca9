using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.Portable.Torch.Tests;

[TestClass]
public sealed class TensorShapeTests : ScopedTests
{
    private static Tensor M => torch.arange(6, dtype: ScalarType.Float32).reshape(2, 3);

    [TestMethod]
    public void Views()
    {
        Tensor m = M;
        m.view(3, 2)[0, 0] = 7;
        Assert.AreEqual(7f, m[0, 0].item<float>(), "a view shares its memory");
        CollectionAssert.AreEqual(new long[] { 3, 2 }, m.t().shape);
        CollectionAssert.AreEqual(new long[] { 3, 2 }, m.T.shape);
        CollectionAssert.AreEqual(new long[] { 1, 3, 2 }, m.unsqueeze(0).mT.shape);
        CollectionAssert.AreEqual(new long[] { 3, 1, 2 }, m.unsqueeze(0).permute(2, 0, 1).shape);
        CollectionAssert.AreEqual(new long[] { 6 }, m.flatten().shape);
        CollectionAssert.AreEqual(new long[] { 2, 3 }, m.unsqueeze(1).squeeze(1).shape);
        CollectionAssert.AreEqual(new long[] { 4, 2, 3 }, m.expand(4, 2, 3).shape);
        CollectionAssert.AreEqual(new long[] { 1, 3 }, m.t().stride());
        Assert.IsFalse(m.t().is_contiguous());
        Assert.IsTrue(m.t().contiguous().is_contiguous());
        Assert.AreEqual(3L, m.size(-1));
        Assert.AreEqual(6L, m.numel());
        Assert.AreEqual(2L, m.dim());
        Assert.ThrowsExactly<ExternalException>(() => m.size(2));
        Assert.ThrowsExactly<ExternalException>(() => m.transpose(0, 1).view(6));
    }

    [TestMethod]
    public void PairsAreComplexNumbers()
    {
        Tensor pairs = torch.tensor(new float[] { 1, 2, 3, 4 }).reshape(2, 2);
        pairs.requires_grad = true;
        Tensor turned = pairs.view_as_complex().mul(torch.tensor(new float[] { 0, 1 }).view_as_complex()).view_as_real();
        CollectionAssert.AreEqual(new float[] { -2, 1, -4, 3 }, turned.data<float>().ToArray(), "i·(a + bi) = −b + ai");
        turned.mul(torch.tensor(new float[] { 1, 0 })).sum().backward();
        CollectionAssert.AreEqual(new float[] { 0, -1, 0, -1 }, pairs.grad.data<float>().ToArray());
        CollectionAssert.AreEqual(new long[] { 2 }, pairs.view_as_complex().shape);
        Assert.ThrowsExactly<ExternalException>(() => torch.ones(3).view_as_complex());
        Assert.ThrowsExactly<ExternalException>(() => torch.ones(2).view_as_real());
    }

    [TestMethod]
    public void JoiningAndParting()
    {
        CollectionAssert.AreEqual(new long[] { 4, 3 }, torch.cat([M, M]).shape);
        CollectionAssert.AreEqual(new long[] { 2, 2, 3 }, torch.stack([M, M]).shape);
        Assert.HasCount(3, M.split(1, 1));
        Assert.HasCount(2, M.chunk(2, 1));
        CollectionAssert.AreEqual(new long[] { 2, 1 }, M.split([2, 1], 1)[1].shape);
        Assert.HasCount(2, M.unbind());
        Near([0, 1, 2, 0, 1, 2], M[0].repeat(2));
        Near([0, 0, 1, 1, 2, 2], M[0].repeat_interleave(2));
        Near([2, 1, 0, 5, 4, 3], M.flip(1));
        Near([2, 0, 1, 5, 3, 4], M.roll(1, 1));
        Near([0, 0, 0, 3, 4, 0], M.tril());
    }

    [TestMethod]
    public void Factories()
    {
        Near([0, 0, 0, 0], torch.zeros(2, 2));
        Near([3, 3], torch.full(2, 3f));
        Near([1, 0, 0, 1], torch.eye(2));
        Near([1, 3], torch.arange(1, 5, 2));
        Near([0, 0.5, 1], torch.linspace(0, 1, 3));
        Assert.AreEqual(ScalarType.Int64, torch.arange(3).dtype);
        Assert.AreEqual(ScalarType.Float32, torch.zeros(1).dtype);
        Assert.AreEqual(ScalarType.BFloat16, torch.zeros_like(M, ScalarType.BFloat16).dtype);
        Near([1, 1, 1, 1, 1, 1], torch.ones_like(M));
        Near([2, 2, 2, 2, 2, 2], torch.full_like(M, 2));
        Assert.IsTrue(torch.zeros(1, requires_grad: true).requires_grad);
        CollectionAssert.AreEqual(new long[] { 1, 2, 3, 4 }, torch.empty(1, 2, 3, 4).shape);
        Assert.ThrowsExactly<ExternalException>(() => torch.zeros(1, dtype: ScalarType.Int64, requires_grad: true));
        Assert.ThrowsExactly<ExternalException>(() => torch.zeros(-1));
    }

    [TestMethod]
    public void SeedsRepeatAndGeneratorsAreIndependent()
    {
        torch.manual_seed(5);
        Tensor first = torch.rand(4), normal = torch.randn(2, 2);
        torch.manual_seed(5);
        using var own = new Generator(99);
        Tensor other = torch.rand(4, generator: own);
        Assert.IsTrue(torch.rand(4).Equals(first), "another generator leaves the common one alone");
        Assert.IsTrue(torch.randn(2, 2).Equals(normal));
        own.manual_seed(99);
        Assert.IsTrue(torch.rand(4, generator: own).Equals(other));
        Assert.AreEqual(99L, own.initial_seed());

        Tensor state = own.get_state(), a = torch.randperm(10, generator: own);
        own.set_state(state);
        Assert.IsTrue(torch.randperm(10, generator: own).Equals(a));
        Near([.. Enumerable.Range(0, 10).Select(i => (double)i)], a.sort().Values);
        Tensor dice = torch.randint(1, 7, [1000], generator: own);
        Assert.AreEqual(1L, dice.min().item<long>());
        Assert.AreEqual(6L, dice.max().item<long>());
        Assert.AreEqual(0.3, torch.bernoulli(torch.full(20000, 0.3f), own).mean().item<float>(), 0.02);
        Assert.AreEqual(0, torch.empty(20000).normal_(0, 1, own).mean().item<float>(), 0.03);
        Assert.IsTrue((torch.empty(100).uniform_(2, 3, own) >= 2).all().item<bool>());
    }
}
