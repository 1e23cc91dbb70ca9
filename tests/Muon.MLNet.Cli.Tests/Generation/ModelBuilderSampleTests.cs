using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Muon.MLNet.Cli.Generation;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Tests.Packages;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Tests.Generation;

/// <summary>
/// <c>samples/ModelBuilder</c> is what this program generates. Where a test here fails after a change of the generated code, train again, after deleting
/// <c>Program.cs</c> and <c>Digits.csproj</c>, which stay where they are: <c>mlnet-muon train --training-config samples/ModelBuilder/Digits.mbconfig</c>.
/// </summary>
[TestClass]
public sealed class ModelBuilderSampleTests
{
    // Another processor sums in another order, and 80 steps of training make more of that: some pictures may be told apart differently then.
    private const double AgreeingLabels = 0.97;

    private static Folder? s_folder;

    private static string Sample => Path.Combine(DotNet.Repository(), "samples", "ModelBuilder");

    private static string Again => s_folder!.At("again");

    [ClassInitialize]
    public static void Train(TestContext _)
    {
        s_folder = new Folder();
        foreach (string picture in Directory.GetFiles(Path.Combine(Sample, "digits"), "*.png", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(Again, Path.GetRelativePath(Sample, picture));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(picture, copy);
        }

        File.Copy(Path.Combine(Sample, "Digits.mbconfig"), Path.Combine(Again, "Digits.mbconfig"));
        ToolRun.Of("train", "--training-config", Path.Combine(Again, "Digits.mbconfig")).Expect(0);
    }

    [ClassCleanup]
    public static void Clean() => s_folder?.Dispose();

    [TestMethod]
    public void The_sources_are_those_that_are_generated()
    {
        string[] names = [.. Sources(Again)];
        CollectionAssert.AreEqual((string[])["Digits.consumption.cs", "Digits.csproj", "Digits.evaluate.cs", "Digits.training.cs", "Program.cs"], names);
        CollectionAssert.AreEqual(names, Sources(Sample).ToArray());
        foreach (string name in names)
        {
            Assert.AreEqual(Text(Again, name), Text(Sample, name), name);
        }

        Assert.AreEqual(Configuration(Again), Configuration(Sample));
    }

    [TestMethod]
    public void The_model_has_the_accuracy_that_its_configuration_says()
    {
        string configuration = Path.Combine(Sample, "Digits.mbconfig");
        TrainingRequest request = TrainingConfiguration.Load(configuration, output: null);
        MLContext context = new(request.Seed);
        using TrainedModel model = TrainedModel.Load(context, Path.Combine(Sample, "Digits.mlnet"));
        TestRecord test = ModelTest.Run(context, model.Chain, TrainingData.Load(context, request).Test, model.Classes);
        double said = JsonNode.Parse(File.ReadAllText(configuration))!["RunHistory"]!["Score"]!.GetValue<double>();
        Assert.AreEqual(40, test.Confusion.Sum(row => row.Sum()));
        Assert.AreEqual(said, test.MicroAccuracy, 1e-9);
        Assert.IsGreaterThan(0.9, said);
    }

    [TestMethod]
    public void Training_again_gives_the_model()
    {
        string pictures = Path.Combine(Sample, "digits");
        string[] checkedIn = Labels(Path.Combine(Sample, "Digits.mlnet"), pictures), again = Labels(Path.Combine(Again, "Digits.mlnet"), pictures);
        Assert.HasCount(200, checkedIn);
        Assert.IsGreaterThanOrEqualTo(AgreeingLabels, checkedIn.Zip(again, (a, b) => string.Equals(a, b, StringComparison.Ordinal) ? 1.0 : 0).Average());
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.GetFiles(folder, "*.cs").Concat(Directory.GetFiles(folder, "*.csproj")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static string Text(string folder, string name) => File.ReadAllText(Path.Combine(folder, name)).ReplaceLineEndings("\n");

    private static string Configuration(string folder)
    {
        JsonNode read = JsonNode.Parse(Text(folder, "Digits.mbconfig"))!;
        JsonObject history = read["RunHistory"]!.AsObject();
        Assert.IsTrue(history.Remove("Score") && history.Remove("RuntimeInSeconds"));
        return read.ToJsonString();
    }

    private static string[] Labels(string model, string pictures)
    {
        using JsonDocument predicted = JsonDocument.Parse(ToolRun.Of("predict", model, pictures, "--json").Expect(0).Output);
        return [.. predicted.RootElement.EnumerateArray().Select(one => one.GetProperty("predictedLabel").GetString()!)];
    }
}
