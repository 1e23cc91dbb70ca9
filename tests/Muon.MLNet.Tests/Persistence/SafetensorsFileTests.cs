using System.Text;
using Muon.MLNet.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Persistence;

[TestClass]
public sealed class SafetensorsFileTests
{
    private string _path = "";

    [TestInitialize]
    public void CreatePath() => _path = Path.Combine(Path.GetTempPath(), $"muon-safetensors-{Guid.NewGuid():N}");

    [TestCleanup]
    public void DeleteFile() => File.Delete(_path);

    [TestMethod]
    public void TensorsAreReadAsTheyWereWritten()
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal)
        {
            ["matrix"] = arange(6, dtype: ScalarType.Float32).reshape(2, 3),
            ["half"] = ones([3L]).to(ScalarType.BFloat16),
            ["scalar"] = tensor(7L),
            ["empty"] = zeros([0L, 3L]),
        };
        File.WriteAllBytes(_path, Safetensors.Write(tensors));

        using SafetensorsFile file = SafetensorsFile.Open(_path);

        Assert.HasCount(4, file.Tensors);
        foreach (SafetensorsPlace place in file.Tensors)
        {
            Tensor values = file.Read(place);
            CollectionAssert.AreEqual(tensors[place.Name].shape, values.shape);
            CollectionAssert.AreEqual(tensors[place.Name].bytes.ToArray(), values.bytes.ToArray());
        }
    }

    [TestMethod]
    public void EveryFileThatIsCutShort_IsRefused_AndNotLeftOpen()
    {
        using DisposeScope scope = NewDisposeScope();
        byte[] whole = Safetensors.Write(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["a"] = ones(4), ["b"] = ones(2) });
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_path, whole[..length]);
            InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => SafetensorsFile.Open(_path));
            StringAssert.Contains(error.Message, _path);
        }
    }

    [TestMethod]
    [DataRow("[]")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    public void AnImpossibleHeader_IsRefused(string header)
    {
        File.WriteAllBytes(_path, [.. BitConverter.GetBytes((ulong)header.Length), .. Encoding.UTF8.GetBytes(header), 0, 0, 0, 0, 0, 0, 0, 0]);

        Assert.ThrowsExactly<InvalidDataException>(() => SafetensorsFile.Open(_path));
    }

    [TestMethod]
    public void AFileOfAnotherKind_IsRefused()
    {
        File.WriteAllText(_path, "PK\u0003\u0004 this is a pickle in a zip");

        Assert.ThrowsExactly<InvalidDataException>(() => SafetensorsFile.Open(_path));
    }
}
