namespace Muon.MLNet.Cli.Tests.Verbs;

/// <summary>What all verbs that read a model say of one that they cannot read.</summary>
[TestClass]
public sealed class ModelFileTests
{
    [TestMethod]
    [DataRow("info")]
    [DataRow("predict")]
    [DataRow("evaluate", "--dataset", "x")]
    [DataRow("export", "onnx")]
    [DataRow("export", "safetensors")]
    public void A_model_that_is_none_is_refused(params string[] verb)
    {
        using Folder folder = new();
        void Expect(string model, string message) => ToolRun.Of(verb is ["export", _] ? [.. verb, model] : [verb[0], model, .. verb[1..]]).ExpectError(ExitCodes.Data, message);
        Expect(folder.Write("no.mlnet", "text"), "cannot be loaded as a model");
        Expect(folder.At("missing.mlnet"), "There is no model");
        Expect(folder.Dangling(), "There is no model");
        Expect(folder.Path, "is a folder; name the model itself");
        string half = folder.At("half.mlnet");
        byte[] whole = File.ReadAllBytes(Trained.Messages);
        File.WriteAllBytes(half, whole[..(whole.Length / 2)]);
        Expect(half, "cannot be loaded as a model");
        Assert.IsEmpty(Directory.GetFiles(folder.Path, "*.onnx").Concat(Directory.GetFiles(folder.Path, "*.safetensors")));
    }
}
