using TorchSharp;
using static TorchSharp.torch;

namespace Muon.Portable.Torch.Tests;

[TestClass]
public sealed class TensorDataTests : ScopedTests
{
    [TestMethod]
    public void EveryElementTypeGoesInAndOut()
    {
        Check(new float[] { 1.5f, -2 }, torch.tensor(new float[] { 1.5f, -2 }), ScalarType.Float32);
        Check(new double[] { 1.5, -2 }, torch.tensor(new double[] { 1.5, -2 }), ScalarType.Float64);
        Check(new long[] { 1L << 40, -2 }, torch.tensor(new long[] { 1L << 40, -2 }), ScalarType.Int64);
        Check(new int[] { 1 << 30, -2 }, torch.tensor(new int[] { 1 << 30, -2 }), ScalarType.Int32);
        Check(new short[] { 300, -2 }, torch.tensor(new short[] { 300, -2 }), ScalarType.Int16);
        Check(new byte[] { 200, 2 }, torch.tensor(new byte[] { 200, 2 }), ScalarType.Byte);
        Check(new bool[] { true, false }, torch.tensor(new bool[] { true, false }), ScalarType.Bool);

        static void Check<T>(T[] values, Tensor t, ScalarType type)
            where T : unmanaged
        {
            Assert.AreEqual(type, t.dtype);
            CollectionAssert.AreEqual(new long[] { values.Length }, t.shape);
            CollectionAssert.AreEqual(values, t.data<T>().ToArray());
            Assert.AreEqual(values[0], t[0].item<T>());
        }
    }

    [TestMethod]
    public void ShapesOfManagedMemory()
    {
        CollectionAssert.AreEqual(new long[] { 2, 3 }, torch.tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }).shape);
        CollectionAssert.AreEqual(new long[] { 3, 2 }, torch.tensor(new float[] { 1, 2, 3, 4, 5, 6 }, 3, 2).shape);
        CollectionAssert.AreEqual(new long[] { 1, 2, 1, 1 }, torch.tensor(new float[] { 1, 2 }, 1, 2, 1, 1).shape);
        CollectionAssert.AreEqual(new long[] { 2 }, torch.tensor(new List<int> { 1, 2 }).shape);
        CollectionAssert.AreEqual(Array.Empty<long>(), torch.tensor(3.5).shape);
        CollectionAssert.AreEqual(new long[] { 0 }, torch.tensor(Array.Empty<float>()).shape);
        Assert.ThrowsExactly<ArgumentException>(() => torch.tensor(new float[] { 1, 2, 3 }, 2, 2));
    }

    [TestMethod]
    public void TensorCopiesAndFrombufferShares()
    {
        float[] array = [1, 2];
        Tensor copy = torch.tensor(array), shared = torch.frombuffer(array, ScalarType.Float32), from = torch.from_array(array);
        array[0] = 7;
        Assert.AreEqual(1f, copy[0].item<float>());
        Assert.AreEqual(7f, shared[0].item<float>());
        Assert.AreEqual(7f, from[0].item<float>());
        shared.add_(1);
        Assert.AreEqual(8f, array[0]);
    }

    [TestMethod]
    public void SharedMemoryStaysAliveWithTheTensor()
    {
        (WeakReference array, Tensor t) = Make();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.IsTrue(array.IsAlive);
        Assert.AreEqual(99L, t.data<long>()[99]);
        Tensor view = t.narrow(0, 50, 1);
        t.Dispose();
        GC.Collect();
        Assert.AreEqual(50L, view.item<long>());
        view.Dispose();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.IsFalse(array.IsAlive);

        static (WeakReference Array, Tensor Tensor) Make()
        {
            long[] values = [.. Enumerable.Range(0, 100).Select(i => (long)i)];
            return (new WeakReference(values), torch.from_array(values));
        }
    }

    [TestMethod]
    public void ReducedPrecisionRoundsAsItShould()
    {
        Tensor x = torch.tensor(new float[] { 1.00390625f, 65504f, 1e-3f }); // 1 + 2^-8 is halfway in bfloat16
        Near([1, 65536, 131.0 / 128 / 1024], x.to(ScalarType.BFloat16), 0);
        Near([1.00390625, 65504, 0.0010004043579101562], x.to(ScalarType.Float16), 0);
        Assert.AreEqual(ScalarType.BFloat16, x.bfloat16().matmul(x.bfloat16()).dtype);
        Assert.AreEqual(2L, x.to(ScalarType.BFloat16).ElementSize);
        CollectionAssert.AreEqual(new Half[] { (Half)1.00390625f }, x.half()[..1].data<Half>().ToArray());
        Assert.ThrowsExactly<ArgumentException>(() => x.bfloat16().data<float>());
    }

    [TestMethod]
    public void StridedDataIsReadInRowMajorOrder()
    {
        Tensor t = torch.arange(6, dtype: ScalarType.Int64).reshape(2, 3).t();
        CollectionAssert.AreEqual(new long[] { 0, 3, 1, 4, 2, 5 }, t.data<long>().ToArray());
        Assert.AreEqual(4L, t.data<long>()[1, 1]);
        t.data<long>()[2, 0] = 10;
        Assert.AreEqual(10L, t[2, 0].item<long>());
        long[] part = new long[3];
        t.data<long>().CopyTo(part, 1, 2);
        CollectionAssert.AreEqual(new long[] { 0, 1, 4 }, part);
        t.data<long>().CopyFrom([8, 9], 0, 4);
        CollectionAssert.AreEqual(new long[] { 0, 3, 1, 4, 8, 9 }, t.data<long>().ToArray());
        Assert.ThrowsExactly<IndexOutOfRangeException>(() => t.data<long>()[3, 0]);
    }

    [TestMethod]
    public void BytesReadAndWrite()
    {
        Tensor t = torch.zeros(2, dtype: ScalarType.Int32);
        t.bytes = new byte[] { 1, 0, 0, 0, 0, 1, 0, 0 };
        CollectionAssert.AreEqual(new[] { 1, 256 }, t.data<int>().ToArray());
        Assert.AreEqual(8, t.bytes.Length);
        Assert.ThrowsExactly<ArgumentException>(() => t.bytes = new byte[3]);
        Assert.ThrowsExactly<InvalidOperationException>(() => _ = torch.ones(2, 3).t().bytes.Length);
    }

    [TestMethod]
    public void NumbersOfOneElement()
    {
        Assert.AreEqual(3, torch.tensor(3.0).ToInt32());
        Assert.AreEqual(3f, torch.tensor(3L).ToSingle());
        Assert.AreEqual(1f, torch.ones(1, dtype: ScalarType.BFloat16).ToSingle());
        Assert.AreEqual(2.5, (double)torch.tensor(2.5f));
        Assert.IsTrue(torch.tensor(true).ToBoolean());
        Assert.Throws<Exception>(() => (Tensor)(Scalar)1, "it is there for overload resolution only");
        Assert.ThrowsExactly<System.Runtime.InteropServices.ExternalException>(() => torch.ones(2).ToDouble());
    }

    [TestMethod]
    public void SavesInTheFormatOfTorchSharp()
    {
        Tensor t = torch.arange(300, dtype: ScalarType.Float32).reshape(2, 150).t().contiguous();
        var stream = new MemoryStream();
        t.Save(new BinaryWriter(stream));
        torch.tensor(new long[] { 5 }).Save(new BinaryWriter(stream));
        CollectionAssert.AreEqual(new byte[] { 6, 2, 0x96, 0x01, 2, 0, 0, 0, 0, 0, 0, 0x16, 0x43 }, stream.ToArray()[..13]);

        Assert.ThrowsExactly<InvalidOperationException>(() => t.t().Save(new BinaryWriter(new MemoryStream())));
        stream.Position = 0;
        var reader = new BinaryReader(stream);
        Tensor back = TensorExtensionMethods.Load(reader);
        Assert.IsTrue(back.Equals(t));
        Tensor five = torch.zeros(1, dtype: ScalarType.Int64);
        five.Load(reader);
        Assert.AreEqual(5L, five.item<long>());

        stream.Position = 0;
        Assert.ThrowsExactly<ArgumentException>(() => torch.ones(150, 2, dtype: ScalarType.Float64).Load(reader));
        stream.Position = 0;
        Assert.ThrowsExactly<ArgumentException>(() => torch.ones(2, 150).Load(reader));
        var truncated = new BinaryReader(new MemoryStream(stream.ToArray()[..100]));
        Assert.ThrowsExactly<EndOfStreamException>(() => torch.ones(150, 2).Load(truncated));
    }

    [TestMethod]
    public void DevicesAreReachedOrRefused()
    {
        Tensor t = torch.ones(2);
        Assert.AreEqual(DeviceType.CPU, t.to(torch.CPU).device_type);
        if (torch.cuda.is_available())
        {
            Assert.AreEqual(DeviceType.CUDA, t.cuda().device_type);
            Near([1, 1], t.cuda().cpu());
        }
        else
        {
            Assert.ThrowsExactly<InvalidOperationException>(() => t.cuda());
        }
    }

    [TestMethod]
    public void ConversionsMakeNewTensorsAndCopyOnRequest()
    {
        Tensor t = torch.ones(2);
        t.to(ScalarType.Float32).zero_();
        Assert.AreEqual(0f, t.sum().item<float>());
        t.to(ScalarType.Float32, copy: true).fill_(1);
        Assert.AreEqual(0f, t.sum().item<float>());
        Tensor u = t.to(ScalarType.Float64, disposeAfter: true);
        Assert.IsTrue(t.IsInvalid);
        Assert.AreEqual(ScalarType.Float32, u.type_as(torch.ones(1)).dtype);
        Assert.AreEqual(DeviceType.CPU, u.cpu().device_type);
        Assert.AreEqual(ScalarType.BFloat16, u.to(ScalarType.BFloat16, torch.CPU).dtype);
    }
}
