using System.Text.Json;
using Muon.MLNet.Images;
using Muon.MLNet.Networks;
using Muon.MLNet.Persistence;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks;

[TestClass]
public sealed class ImageNetworkFactoryTests
{
    [TestMethod]
    [DataRow(ImageArchitecture.Auto, 28, 28, 60_000, ImageArchitecture.SmallConvNet)]
    [DataRow(ImageArchitecture.Auto, 64, 64, 60_000, ImageArchitecture.SmallConvNet)]
    [DataRow(ImageArchitecture.Auto, 65, 64, 1_000, ImageArchitecture.SmallResNet)]
    [DataRow(ImageArchitecture.Auto, 65, 64, 999, ImageArchitecture.SmallConvNet)]
    [DataRow(ImageArchitecture.Auto, 15, 200, 60_000, ImageArchitecture.SmallConvNet)]
    [DataRow(ImageArchitecture.ResNet50, 28, 28, 10, ImageArchitecture.ResNet50)]
    public void Choose_ResolvesAutoBySizeAndCount(ImageArchitecture wanted, int height, int width, int pictures, ImageArchitecture expected) =>
        Assert.AreEqual(expected, ImageNetworkFactory.Choose(wanted, height, width, pictures));

    [TestMethod]
    [DataRow(ImageArchitecture.ResNet18, 7, 8, "at least 8×8")]
    [DataRow(ImageArchitecture.SmallResNet, 64, 15, "at least 16×16")]
    [DataRow(ImageArchitecture.VitTiny, 100, 96, "multiples of 16")]
    [DataRow(ImageArchitecture.VitSmall, 30, 32, "multiples of 4")]
    [DataRow(ImageArchitecture.VitTiny, 1040, 96, "at most 1024")]
    public void PicturesThatDoNotFit_AreRefusedByName(ImageArchitecture architecture, int height, int width, string what)
    {
        ImageNetworkConfiguration configuration = new(3, height, width, 5, architecture);

        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => ImageNetworkFactory.Create(configuration));
        StringAssert.Contains(error.Message, what);
        StringAssert.Contains(error.Message, $"{height}×{width}");
        Assert.ThrowsExactly<InvalidDataException>(configuration.Validate);
    }

    [TestMethod]
    public void AConfigurationOfTheFirstVersion_IsTheSmallConvNet()
    {
        ImageNetworkConfiguration network = Read("""{"channels":1,"height":28,"width":28,"classes":10}""");

        Assert.AreEqual(new ImageNetworkConfiguration(1, 28, 28, 10), network);
        network.Validate();
        using ImageNetwork built = ImageNetworkFactory.Create(network);
        Assert.IsInstanceOfType<SmallConvNet>(built);
    }

    [TestMethod]
    public void Architecture_TravelsByName()
    {
        ImageModelConfiguration written = Model(new ImageNetworkConfiguration(3, 96, 96, 4, ImageArchitecture.VitTiny));

        string json = JsonSerializer.Serialize(written, PayloadJson.Default.ImageModelConfiguration);

        StringAssert.Contains(json, "\"architecture\":\"VitTiny\"");
        Assert.AreEqual(written.Network, JsonSerializer.Deserialize(json, PayloadJson.Default.ImageModelConfiguration)!.Network);
    }

    [TestMethod]
    [DataRow("\"Auto\"")]
    [DataRow("\"Custom\"")]
    [DataRow("99")]
    public void AnArchitectureThatCannotBe_IsRefused(string architecture) => Assert.ThrowsExactly<InvalidDataException>(
        Read($$"""{"channels":1,"height":28,"width":28,"classes":10,"architecture":{{architecture}}}""").Validate);

    [TestMethod]
    public void Custom_IsTheFunctionsNetwork_OrTheRegisteredOne()
    {
        ImageNetworkConfiguration configuration = new(1, 4, 4, 3, ImageArchitecture.Custom, "factory-test");
        Assert.ThrowsExactly<InvalidOperationException>(() => ImageNetworkFactory.Create(configuration with { CustomName = null }));
        Assert.ThrowsExactly<InvalidOperationException>(() => ImageNetworkFactory.Create(configuration));
        MuonNetworks.Register("factory-test", classes => nn.Sequential(nn.Flatten(), nn.Linear(16, classes)));

        using ImageNetwork registered = ImageNetworkFactory.Create(configuration);
        using ImageNetwork given = ImageNetworkFactory.Create(configuration, classes => nn.Sequential(nn.Flatten(), nn.Linear(16, 7), nn.Linear(7, classes)));

        Assert.HasCount(2, registered.parameters());
        Assert.HasCount(4, given.parameters());
    }

    private static ImageNetworkConfiguration Read(string network)
    {
        string json = JsonSerializer.Serialize(Model(new ImageNetworkConfiguration(9, 9, 9, 9)), PayloadJson.Default.ImageModelConfiguration);
        int start = json.IndexOf("\"network\":", StringComparison.Ordinal) + "\"network\":".Length;
        return JsonSerializer.Deserialize(json[..start] + network + json[(json.IndexOf('}', start) + 1)..], PayloadJson.Default.ImageModelConfiguration)!.Network;
    }

    private static ImageModelConfiguration Model(ImageNetworkConfiguration network) =>
        new(network, new("Image", "Score", "PredictedLabel"), IsImage: true, PixelLayout.Interleaved, "Text", ["a", "b"]);
}
