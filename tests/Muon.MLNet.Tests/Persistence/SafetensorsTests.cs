using System.Text;
using Muon.MLNet.Persistence;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Persistence;

[TestClass]
public sealed class SafetensorsTests
{
    [TestMethod]
    public void Write_FollowsTheFormatByteForByte()
    {
        using Tensor values = tensor([1f, 2f]);

        byte[] file = Safetensors.Write(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["a"] = values });

        const string header = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  """;
        byte[] expected = [56, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(header), 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40];
        CollectionAssert.AreEqual(expected, file);
    }

    [TestMethod]
    public void Read_GivesBackEveryTypeAndShape()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal)
        {
            ["matrix"] = arange(6, dtype: ScalarType.Float32).reshape(2, 3),
            ["transposed"] = arange(6, dtype: ScalarType.Float64).reshape(2, 3).transpose(0, 1),
            ["scalar"] = tensor(7L),
            ["empty"] = zeros([0L, 3L]),
            ["half"] = ones([2L]).to(ScalarType.BFloat16),
            ["flags"] = ones([3L]).to(ScalarType.Bool),
        };

        foreach (SafetensorsEntry entry in Safetensors.Read(Safetensors.Write(tensors)))
        {
            Assert.IsTrue(entry.ToTensor().equal(tensors[entry.Name]).to(ScalarType.Bool).all().item<bool>(), entry.Name);
            CollectionAssert.AreEqual(tensors[entry.Name].shape, entry.Shape);
        }
    }

    [TestMethod]
    [DataRow("{")]
    [DataRow("[]")]
    [DataRow("""{"a":1}""")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2]}}""")]
    [DataRow("""{"a":{"dtype":"F99","shape":[2],"data_offsets":[0,8]}}""")]
    [DataRow("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""")]
    [DataRow("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""")]
    [DataRow("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}""")]
    public void Read_RefusesAnImpossibleHeader(string header)
    {
        byte[] file = [.. BitConverter.GetBytes((ulong)header.Length), .. Encoding.UTF8.GetBytes(header), 0, 0, 0, 0, 0, 0, 0, 0];

        Assert.ThrowsExactly<InvalidDataException>(() => Safetensors.Read(file));
    }

    [TestMethod]
    public void Read_RefusesAHeaderLongerThanTheFile()
    {
        Assert.ThrowsExactly<InvalidDataException>(() => Safetensors.Read(new byte[7]));
        Assert.ThrowsExactly<InvalidDataException>(() => Safetensors.Read(BitConverter.GetBytes(ulong.MaxValue)));
    }
}
