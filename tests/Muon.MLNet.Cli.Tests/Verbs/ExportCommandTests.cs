using System.Buffers.Binary;
using System.Text.Json;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class ExportCommandTests
{
    [TestMethod]
    public void Weights_become_a_safetensors_file_beside_the_model()
    {
        using Folder folder = new();
        File.Copy(Trained.Messages, folder.At("Sms.mlnet"));
        ToolRun.Of("export", "safetensors", folder.At("Sms.mlnet")).Expect(0);
        byte[] bytes = File.ReadAllBytes(folder.At("Sms.safetensors"));
        using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(8, (int)BinaryPrimitives.ReadInt64LittleEndian(bytes)));
        Assert.AreEqual(2, header.RootElement.GetProperty("head.bias").GetProperty("shape")[0].GetInt32());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_network_becomes_an_ONNX_file_where_it_is_wanted(bool pictures)
    {
        using Folder folder = new();
        JsonElement said = ToolRun.Of("export", "onnx", pictures ? Trained.Photos : Trained.Messages, "--output", folder.At("net.onnx"), "--json").Expect(0).Json();
        Assert.AreEqual(new FileInfo(folder.At("net.onnx")).Length, said.GetProperty("bytes").GetInt64());
        Assert.IsGreaterThan(100_000, said.GetProperty("bytes").GetInt64());
        Assert.HasCount(1, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    [DataRow("onnx")]
    [DataRow("safetensors")]
    public void A_place_that_cannot_be_written_is_named_and_the_old_file_stays(string format)
    {
        using Folder folder = new();
        ToolRun Export(string target) => ToolRun.Of("export", format, Trained.Messages, "--output", target);
        Export(folder.Path).ExpectError(ExitCodes.Output, "is a folder; --output must name a file");
        Export(folder.At("none/x")).ExpectError(ExitCodes.Output, "Create it, or choose another place with --output.");
        Export("/dev/none-such").ExpectError(ExitCodes.Usage, "is a device, which a finished file would replace");
        Export(Trained.Messages).ExpectError(ExitCodes.Usage, "would be written over what it is made of");
        using SmallDisk disk = new(1);
        FullDisk.Check(disk, "net." + format, Export);
    }
}
