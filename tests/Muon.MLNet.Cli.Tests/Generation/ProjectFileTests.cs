using System.Text.Json;
using System.Xml.Linq;
using Muon.MLNet.Cli.Generation;
using Muon.MLNet.Cli.Tables;
using Muon.MLNet.Cli.Tests.Packages;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Tests.Generation;

[TestClass]
public sealed class ProjectFileTests
{
    [TestMethod]
    public void Packages_are_named_by_the_versions_that_there_are()
    {
        (int code, string output) = DotNet.Run("dotnet", "msbuild", "src/Muon.MLNet", "-nologo", "-p:MuonDependencies=packages", "-getProperty:PackageId,PackageVersion,TorchSharpVersion,MicrosoftMLVersion");
        Assert.AreEqual(0, code, output);
        using JsonDocument json = JsonDocument.Parse(output);
        string Property(string name) => json.RootElement.GetProperty("Properties").GetProperty(name).GetString()!;
        (string, string)[] console = [(Property("PackageId"), Property("PackageVersion")), ("TorchSharp-cpu", Property("TorchSharpVersion"))];
        CollectionAssert.AreEquivalent(console, References("console"));
        CollectionAssert.AreEquivalent(((string, string)[])[.. console, ("Microsoft.Extensions.ML", Property("MicrosoftMLVersion"))], References("webapi"));
    }

    [TestMethod]
    [DataRow("console")]
    [DataRow("webapi")]
    public void Programs_around_models_of_pairs_compile(string project)
    {
        using Folder folder = new();
        TableFormat format = new(',', HasHeader: true, AllowQuoting: true, [new(0, "label", "String"), new(1, "a", "String"), new(2, "b", "String")]);
        TrainingRequest request = Request(project) with { IsText = true, LabelColumn = "label", TextColumn = "a", Text2Column = "b" };
        MuonTextClassificationTrainer.Options options = new() { Sentence2ColumnName = "Text2", Architecture = TextArchitecture.Encoder };
        string[] files = [.. new GeneratedProject(request, format, options).Files().Where(file => file.Key.EndsWith(".cs", StringComparison.Ordinal)).Select(file => folder.Write(file.Key, file.Value))];
        Assert.HasCount(4, files);
        Compiled.Load(files);
    }

    private static TrainingRequest Request(string project) => new() { Name = "Sample", IsText = false, Dataset = "data", Output = ".", Project = project };

    private static (string Name, string Version)[] References(string project)
    {
        string file = new GeneratedProject(Request(project), format: null, new MuonImageClassificationTrainer.Options()).Files()["Sample.csproj"];
        return [.. XDocument.Parse(file).Descendants("PackageReference").Select(one => (one.Attribute("Include")!.Value, one.Attribute("Version")!.Value))];
    }
}
