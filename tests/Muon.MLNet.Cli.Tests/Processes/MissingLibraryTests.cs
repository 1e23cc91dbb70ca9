using Muon.MLNet.Cli.Tests.Verbs;

namespace Muon.MLNet.Cli.Tests.Processes;

/// <summary>The program on a machine without libtorch or without what reads pictures.</summary>
[TestClass]
public sealed class MissingLibraryTests
{
    private const string TorchShim = "libMuonTorch.so";

    private Folder? _folder;

    [TestCleanup]
    public void Remove() => _folder?.Dispose();

    [TestMethod]
    [DataRow("doctor")]
    [DataRow("text-classification --dataset TABLE --label-col 0 --text-col 1 --output OUT")]
    [DataRow("image-classification --dataset PICTURES --output OUT")]
    [DataRow("train --training-config CONFIG --output OUT")]
    [DataRow("evaluate MODEL --dataset TABLE --label-col 0 --text-col 1")]
    [DataRow("predict MODEL")]
    [DataRow("info MODEL")]
    [DataRow("export onnx MODEL --output OUT/x.onnx")]
    public void Without_libtorch_each_verb_says_what_installs_it(string line)
    {
        using Folder folder = new();
        string[] args = [.. line.Split(' ').Select(word => word
            .Replace("OUT", folder.At("out"), StringComparison.Ordinal).Replace("TABLE", Trained.Table, StringComparison.Ordinal).Replace("PICTURES", Trained.Pictures, StringComparison.Ordinal)
            .Replace("MODEL", Trained.Messages, StringComparison.Ordinal).Replace("CONFIG", Path.ChangeExtension(Trained.Messages, ".mbconfig"), StringComparison.Ordinal))];
        (int code, string output) = ToolProcess.Run(BareTool.Create(folder), args);
        Assert.AreEqual(ExitCodes.Environment, code, output);
        Assert.StartsWith("error: libtorch cannot be loaded: ", output);
        Assert.Contains("sudo apt-get install libtorch-dev", output);
        Assert.Contains("dotnet add package TorchSharp-cpu", output);
        Assert.IsFalse(Directory.Exists(folder.At("out")));
    }

    [TestMethod]
    public void A_damaged_library_is_named_with_what_is_wrong_with_it()
    {
        string tool = BareTool.Create(RequireShims());
        string shim = Path.Combine(tool, TorchShim);
        File.WriteAllText(shim, "no library");
        (int code, string output) = ToolProcess.Run(tool, "doctor");
        Assert.AreEqual(ExitCodes.Environment, code, output);
        Assert.Contains($"({shim}: ", output);
    }

    [TestMethod]
    public void Without_what_reads_pictures_doctor_says_so_and_verbs_on_pictures_too()
    {
        string tool = BareTool.Create(RequireShims());
        File.Copy(Path.Combine(AppContext.BaseDirectory, TorchShim), Path.Combine(tool, TorchShim));
        (int code, string output) = ToolProcess.Run(tool, "doctor");
        Assert.AreEqual(ExitCodes.Environment, code, output);
        Assert.Contains("pictures: none can be read", output);
        Assert.Contains("libjpeg-dev libpng-dev libwebp-dev", output);

        (code, output) = ToolProcess.Run(tool, "predict", Trained.Photos, Trained.Pictures);
        Assert.AreEqual(ExitCodes.Environment, code, output);
        Assert.StartsWith("error: Unable to load shared library", output);
        Assert.Contains("libjpeg-dev", output);
        Assert.AreEqual(0, ToolProcess.Run(tool, "info", Trained.Photos).Code);
    }

    // The libraries of the real packages lie elsewhere and have other names.
    private Folder RequireShims()
    {
        if (!File.Exists(Path.Combine(AppContext.BaseDirectory, TorchShim)))
        {
            Assert.Inconclusive($"There is no {TorchShim} beside the tests.");
        }

        return _folder = new Folder();
    }
}
