using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.Portable.Torch.Tests;

[TestClass]
public sealed class TensorIndexTests : ScopedTests
{
    private readonly long[] shape = [2, 3, 4];

    private Tensor Cube => torch.arange(24, dtype: ScalarType.Int64).reshape(shape);

    [TestMethod]
    public void NumbersRangesAndNewAxes()
    {
        Near([12, 13, 14, 15], Cube[1, 0]);
        Near([23], Cube[-1, -1, -1]);
        Near([23], Cube[^1, ^1, ^1]);
        Near([16, 20], Cube[1, TensorIndex.Slice(1), 0]);
        Near([5, 7], Cube[0, 1, TensorIndex.Slice(1, null, 2)]);
        Near([1, 2], Cube[0, 0, 1..3]);
        Near([2, 3], Cube[0, 0, ^2..]);
        Near([0, 12], Cube[TensorIndex.Colon, 0, 0]);
        Near([3, 7, 11], Cube[0, TensorIndex.Ellipsis, 3]);
        CollectionAssert.AreEqual(new long[] { 2, 3, 4, 1 }, Cube[TensorIndex.Ellipsis, TensorIndex.None].shape);
        CollectionAssert.AreEqual(new long[] { 2, 1, 3, 4 }, Cube[TensorIndex.Colon, TensorIndex.None].shape);
        Assert.ThrowsExactly<ExternalException>(() => Cube[2]);
        Assert.ThrowsExactly<ExternalException>(() => Cube[0, 0, 0, 0]);
    }

    [TestMethod]
    public void TensorsPickRowsAndMasksPickElements()
    {
        Tensor rows = torch.tensor(new long[] { 2, 0 });
        Near([8, 9, 10, 11, 0, 1, 2, 3], Cube[0][rows]);
        Near([2, 0, 6, 4, 10, 8], Cube[0, TensorIndex.Colon, TensorIndex.Tensor(rows)]);
        Near([20, 21, 22, 23], Cube[1, TensorIndex.Tensor(torch.tensor(new long[] { 2 }))]);
        Near([22, 23], Cube[Cube > 21]);
        Near([3, 7, 11], Cube[TensorIndex.Tensor(torch.tensor(new[] { true, false })), TensorIndex.Colon, 3]);
        Tensor mask = torch.tensor(new[] { true, false, false, true, false, false }, new long[] { 2, 3 });
        Near([0, 12], Cube[TensorIndex.Tensor(mask), 0]);
        Assert.ThrowsExactly<ExternalException>(() => Cube[0][torch.tensor(new long[] { 3 })]);
    }

    [TestMethod]
    public void Assignments()
    {
        Tensor t = torch.zeros(2, 3);
        t[0] = torch.ones(3);
        t[1, 1] = 5;
        t[TensorIndex.Colon, 2] = torch.tensor(new float[] { 7, 8 });
        Near([1, 1, 7, 0, 5, 8], t);
        t[t > 6] = -1;
        Near([1, 1, -1, 0, 5, -1], t);
        t[1, 0..2] = 2;
        Near([1, 1, -1, 2, 2, -1], t);
        t[TensorIndex.Colon, TensorIndex.Tensor(torch.tensor(new long[] { 0, 2 }))] = 9f;
        Near([9, 1, 9, 9, 2, 9], t);
    }

    [TestMethod]
    public void IndexersAddOneTensorToTheScope()
    {
        Tensor cube = Cube;
        using DisposeScope scope = torch.NewDisposeScope();
        _ = cube[1, 2, 3];
        _ = cube[TensorIndex.Colon, 0, TensorIndex.Slice(1, 3)];
        Assert.AreEqual(2, scope.DisposablesCount);
    }

    [TestMethod]
    public void GatherScatterAndSelect()
    {
        Tensor t = torch.arange(6, dtype: ScalarType.Float32).reshape(2, 3);
        Tensor index = torch.tensor(new long[] { 2, 0 }).unsqueeze(1);
        Near([2, 3], t.gather(1, index));
        Near([0, 1, 9, 9, 4, 5], t.scatter(1, index, torch.full(2, 1, 9f)));
        Near([0, 1, 12, 13, 4, 5], t.scatter_add(1, index, torch.full(2, 1, 10f)));
        Near([3, 4, 5, 0, 1, 2], t.index_select(0, torch.tensor(new long[] { 1, 0 })));
        Near([2, 3, 4, 3, 4, 5], t.index_add(0, torch.tensor(new long[] { 0 }), torch.ones(1, 3), 2));
        Near([0, 1, 2, 0, 0, 0], t.masked_fill(t > 2, 0));
        Near([3, 4, 5], t.masked_select(t > 2));
        Near([1, 2, 4, 5], t.narrow(1, 1, 2));
        Near([0, 2, 3, 5], t.slice(1, 0, 3, 2));
        Near([2, 5], t.select(1, 2));
        CollectionAssert.AreEqual(new long[] { 3, 2 }, (t > 2).nonzero().shape);
        Assert.ThrowsExactly<ExternalException>(() => t.gather(1, torch.full(2, 1, 5L)));
    }
}
