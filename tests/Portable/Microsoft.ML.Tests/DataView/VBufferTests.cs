using Microsoft.ML.Data;

namespace Muon.Portable.MicrosoftML.Tests;

[TestClass]
public sealed class VBufferTests
{
    private static readonly VBuffer<float> Dense = new(4, [1, 2, 3, 4, 5]);
    private static readonly VBuffer<float> Sparse = new(6, 2, [7, 8, 9], [1, 4, 5]);

    [TestMethod]
    public void ADenseVectorTakesTheFirstValues()
    {
        Assert.IsTrue(Dense.IsDense);
        Assert.AreSequenceEqual([1f, 2, 3, 4], Dense.GetValues().ToArray());
        Assert.AreEqual(0, Dense.GetIndices().Length);
        Assert.AreEqual("Dense vector of size 4", Dense.ToString());
    }

    [TestMethod]
    public void ASparseVectorFillsItsGaps()
    {
        Assert.IsFalse(Sparse.IsDense);
        Assert.AreSequenceEqual([0f, 7, 0, 0, 8, 0], Sparse.DenseValues().ToArray());
        Assert.AreSequenceEqual([1, 4], Sparse.Items().Select(i => i.Key).ToArray());
        Assert.HasCount(6, Sparse.Items(all: true));
        Assert.AreEqual(8, Sparse.GetItemOrDefault(4));
        Assert.AreEqual(0, Sparse.GetItemOrDefault(5));
        Assert.AreEqual("Sparse vector of size 6, 2 explicit values", Sparse.ToString());
    }

    [TestMethod]
    public void CopiesKeepDensityUnlessAskedNotTo()
    {
        VBuffer<float> copy = default;
        Sparse.CopyTo(ref copy);
        Assert.IsFalse(copy.IsDense);
        Sparse.CopyToDense(ref copy);
        Assert.IsTrue(copy.IsDense);
        Assert.AreSequenceEqual([0f, 7, 0, 0, 8, 0], copy.GetValues().ToArray());
        Sparse.CopyTo(ref copy, 1, 4);
        Assert.AreSequenceEqual([7f, 0, 0, 8], copy.DenseValues().ToArray());

        float[] target = new float[8];
        Sparse.CopyTo(target, 1, 9);
        Assert.AreSequenceEqual([0f, 9, 7, 9, 9, 8, 9, 0], target);
    }

    [TestMethod]
    public void AnEditorUsesTheBuffersAgain()
    {
        VBuffer<float> buffer = default;
        VBufferEditor<float> editor = VBufferEditor.Create(ref buffer, 3);
        Assert.IsTrue(editor.CreatedNewValues);
        editor.Values.Fill(1);
        buffer = editor.Commit();
        editor = VBufferEditor.Create(ref buffer, 3);
        Assert.IsFalse(editor.CreatedNewValues);
        editor = VBufferEditor.Create(ref buffer, 5, 2);
        editor.Indices[0] = 0;
        editor.Indices[1] = 3;
        buffer = editor.Commit();
        Assert.AreSequenceEqual([1f, 0, 0, 1, 0], buffer.DenseValues().ToArray());
        Assert.AreEqual(1, VBufferEditor.CreateFromBuffer(ref buffer).CommitTruncated(1).GetValues().Length);
    }

    [TestMethod]
    public void BadSizesAreRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new VBuffer<float>(3, [1]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new VBuffer<float>(3, 2, [1, 2], [0]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new VBuffer<float>(2, 3, [1, 2, 3], [0, 1, 2]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Dense.GetItemOrDefault(4));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Dense.CopyTo(new float[3]));
    }
}
