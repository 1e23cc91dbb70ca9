using TorchSharp;
using static TorchSharp.torch;

namespace Muon.Portable.Torch.Tests;

[TestClass]
public sealed class TensorReduceTests : ScopedTests
{
    private static Tensor M => torch.tensor(new double[,] { { 1, 5, 3 }, { 4, 2, 9 } });

    [TestMethod]
    public void SumsMeansAndSpread()
    {
        Near([24], M.sum());
        Near([9, 15], M.sum(1));
        Near([5, 7, 12], M.sum(-2)); // a literal 0 would be a ScalarType
        CollectionAssert.AreEqual(new long[] { 2, 1 }, M.sum(1, keepdim: true).shape);
        Near([24], M.sum([0L, 1L]));
        Near([4], M.mean());
        Near([3, 5], M.mean([1L]));
        Near([1080], M.prod());
        Near([1, 6, 9, 4, 6, 15], M.cumsum(1));
        Near([Math.Sqrt(8)], M.std());
        Near([2, Math.Sqrt(13)], M.std(1));
        Near([8 / 3.0, 26 / 3.0], M.var(1, unbiased: false));
        Near([Math.Sqrt(136)], M.norm());
        Near([Math.Sqrt(35), Math.Sqrt(101)], M.norm(1, false, 2f));
        Assert.AreEqual(ScalarType.Int64, (M > 2).sum().dtype);
        Assert.AreEqual(ScalarType.Float64, torch.ones(2).sum(ScalarType.Float64).dtype);
    }

    [TestMethod]
    public void ExtremesAndOrder()
    {
        Near([9], M.max());
        Near([1], M.min());
        (Tensor values, Tensor indexes) = M.max(1);
        Near([5, 9], values);
        Near([1, 2], indexes);
        Near([4, 5, 9], M.amax(0));
        Near([1, 2], M.argmax(1));
        Near([0, 1, 0], M.argmin(0));
        Near([5], M.argmax());
        Near([5, 3, 9, 4], M.topk(2).values);
        Near([0, 1, 2, 0], M.topk(2).indexes.flip(1).gather(1, torch.tensor(new long[,] { { 0, 1 }, { 1, 0 } })) - torch.tensor(new double[,] { { 2, 0 }, { 0, 0 } }));
        Near([1, 3, 5, 2, 4, 9], M.sort(1).Values);
        Near([5, 3, 1, 9, 4, 2], M.sort(1, descending: true).Values);
        Near([0, 2, 1, 1, 0, 2], M.argsort(1));
    }

    [TestMethod]
    public void TruthAndCounts()
    {
        Assert.IsTrue((M > 0).all().item<bool>());
        Assert.IsFalse((M > 9).any().item<bool>());
        Near([0, 1], (M > 3).all(1) | (M > 8).any(1));
        Near([2, 1, 1], torch.tensor(new long[] { 0, 2, 1, 0 }).bincount(null));
    }

    [TestMethod]
    public void SoftmaxAddsUpAndItsLogAgrees()
    {
        Near([1, 1], M.softmax(1).sum(1));
        Assert.IsTrue(M.softmax(1).log().allclose(M.log_softmax(1)));
        Near([Math.Log(Math.Exp(1) + Math.Exp(5) + Math.Exp(3))], M[0].logsumexp(0));
    }

    [TestMethod]
    public void SingularValuesAndMatrixNorms()
    {
        Tensor d = torch.tensor(new[] { 3.0, 2.0 }).diag();
        Near([3, 2], linalg.svdvals(d));
        (Tensor u, Tensor s, Tensor vh) = linalg.svd(M, fullMatrices: false);
        Assert.IsTrue(u.matmul(s.diag()).matmul(vh).allclose(M));
        Near([3], linalg.matrix_norm(d, 2.0));
        Near([Math.Sqrt(13)], linalg.matrix_norm(d));
        Near([5], linalg.vector_norm(d, 1.0));
        Near([Math.Sqrt(13)], linalg.norm(d));
    }
}
