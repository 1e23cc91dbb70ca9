using System.IO.Compression;
using System.Text.Json;

namespace Muon.MLNet.Cli.Tests.Packages;

[TestClass]
public sealed class PackageTests
{
    [TestMethod]
    public void The_packed_tool_can_be_installed_and_runs()
    {
        using Folder folder = new();
        Expect(0, DotNet.Run("dotnet", "pack", "src/Muon.MLNet.Cli", "--no-build", "-c", DotNet.Configuration, "-o", folder.At("packed"), "--nologo"));
        string package = Directory.GetFiles(folder.At("packed"), "*.nupkg").Single();
        using (ZipArchive archive = ZipFile.OpenRead(package))
        {
            string[] names = [.. archive.Entries.Select(entry => entry.FullName)];
            CollectionAssert.IsSubsetOf(new[] { "README.md", "LICENSE", "icon.png" }, names);
        }

        Expect(0, DotNet.Run("dotnet", "tool", "install", "Muon.MLNet.Cli", "--tool-path", folder.At("tool"), "--source", folder.At("packed"), "--no-cache", "--version", "0.1.0"));
        string tool = folder.At(OperatingSystem.IsWindows() ? "tool/mlnet-muon.exe" : "tool/mlnet-muon");
        (int _, string output) = Expect(0, DotNet.Run(tool, "doctor", "--json"));
        using JsonDocument facts = JsonDocument.Parse(output);
        Assert.IsGreaterThan(0, facts.RootElement.GetProperty("gigaflops").GetDouble());
        Expect(2, DotNet.Run(tool, "doktor"));
    }

    [TestMethod]
    [DataRow("src/Muon.MLNet")]
    [DataRow("src/Muon.MLNet.AutoML")]
    public void A_package_of_a_library_names_the_real_packages(string project)
    {
        (int _, string output) = Expect(0, DotNet.Run("dotnet", "msbuild", project, "-nologo", "-p:MuonDependencies=packages", "-getItem:PackageReference", "-getProperty:PackageId,PackageReadmeFile,PackageIcon,PackageLicenseExpression,SymbolPackageFormat,GenerateDocumentationFile"));
        using JsonDocument json = JsonDocument.Parse(output);
        string[] names = [.. json.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
        CollectionAssert.IsSubsetOf(new[] { "Microsoft.ML", "Microsoft.ML.ImageAnalytics", "TorchSharp" }, names);
        Assert.IsFalse(names.Any(name => name.StartsWith("TorchSharp-", StringComparison.Ordinal)), "which libtorch it runs on is the program's choice");
        foreach (JsonProperty property in json.RootElement.GetProperty("Properties").EnumerateObject())
        {
            Assert.AreNotEqual("", property.Value.GetString(), property.Name);
        }
    }

    [TestMethod]
    public void A_library_over_portable_providers_is_not_packed()
    {
        if (!AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}portable{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        {
            Assert.Inconclusive("The tests were built with the packages.");
        }

        using Folder folder = new();
        (int code, string output) = DotNet.Run("dotnet", "pack", "src/Muon.MLNet", "--no-build", "-c", DotNet.Configuration, "-o", folder.At("packed"), "--nologo");
        Assert.AreNotEqual(0, code, output);
        Assert.Contains("-p:MuonDependencies=packages", output);
        Assert.IsFalse(Directory.Exists(folder.At("packed")) && Directory.GetFiles(folder.At("packed")).Length > 0);
    }

    private static (int Code, string Output) Expect(int code, (int Code, string Output) run)
    {
        Assert.AreEqual(code, run.Code, run.Output);
        return run;
    }
}
