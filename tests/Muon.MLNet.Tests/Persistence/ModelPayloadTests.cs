using System.Buffers.Binary;
using System.Text;
using Muon.MLNet.Images;
using Muon.MLNet.Networks;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Persistence;

[TestClass]
public sealed class ModelPayloadTests
{
    private static readonly ImageModelConfiguration Configuration = new(
        new ImageNetworkConfiguration(1, 4, 4, 2), new PredictionColumns("Image", "Score", "PredictedLabel"), IsImage: false, PixelLayout.Planar, "text", ["no", "yes"]);

    [TestMethod]
    public void Read_GivesBackWhatWasWritten()
    {
        using SmallConvNet network = new(Configuration.Network);
        byte[] payload = ImagePayload.Write(Configuration, network);

        using ImageClassifier classifier = ImagePayload.Read(ModelPayload.Read(payload), CPU);

        CollectionAssert.AreEqual(payload, classifier.ToPayload());
        CollectionAssert.AreEqual(new[] { "no", "yes" }, classifier.Labels.Names.ToArray());
    }

    [TestMethod]
    [DataRow(ImageArchitecture.SmallConvNet)]
    [DataRow(ImageArchitecture.SmallResNet)]
    [DataRow(ImageArchitecture.ResNet18)]
    [DataRow(ImageArchitecture.ResNet34)]
    [DataRow(ImageArchitecture.ResNet50)]
    [DataRow(ImageArchitecture.VitTiny)]
    [DataRow(ImageArchitecture.VitSmall)]
    public void LeastWeights_AreNeverMoreThanTheNetworkHas_AndNearlyAsMany(ImageArchitecture architecture)
    {
        ImageNetworkConfiguration configuration = new(1, 32, 32, 2000, architecture);
        using ImageNetwork network = ImageNetworkFactory.Create(configuration);
        long weights = network.parameters().Sum(parameter => parameter.numel());
        Assert.IsLessThanOrEqualTo(weights, configuration.LeastWeights());
        Assert.IsGreaterThan(weights * 0.4, configuration.LeastWeights());
    }

    [TestMethod]
    public void Read_RefusesANetworkThatTheFileHoldsNoWeightsFor_BeforeItIsBuilt()
    {
        using SmallConvNet network = new(Configuration.Network);
        byte[] payload = ImagePayload.Write(Configuration with { Network = Configuration.Network with { Channels = 64, Height = 32, Width = 32, Architecture = ImageArchitecture.VitSmall } }, network);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => ImagePayload.Read(ModelPayload.Read(payload), CPU)).Message, "at least", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Read_NeverDoesAnythingButRefuse_WhenBytesAreChanged()
    {
        using SmallConvNet network = new(Configuration.Network);
        byte[] payload = ImagePayload.Write(Configuration, network);
        int header = Array.IndexOf(payload, (byte)'{', 200) + 2_000;
        Random random = new(1);
        int refused = 0;
        int rounds = Testing.TestLength.Rounds(brief: 300, full: 10_000);
        for (int round = 0; round < rounds; round++)
        {
            byte[] damaged = Mutate(payload, header, random);
            try
            {
                ImagePayload.Read(ModelPayload.Read(damaged), CPU).Dispose();
            }
            catch (InvalidDataException)
            {
                refused++;
            }
            catch (NotSupportedException error) when (error.Message.Contains("of version", StringComparison.Ordinal))
            {
                // The changed byte is the number of the version, and says a later one.
                refused++;
            }
        }

        Assert.IsGreaterThan(rounds / 3, refused);
    }

    [TestMethod]
    public void Read_RefusesEveryTruncation()
    {
        using SmallConvNet network = new(Configuration.Network);
        byte[] payload = ImagePayload.Write(Configuration, network);
        for (int length = 0; length < payload.Length; length += 1 + (length / 7))
        {
            Assert.ThrowsExactly<InvalidDataException>(() => ImagePayload.Read(ModelPayload.Read(payload.AsMemory(0, length)), CPU).Dispose());
        }
    }

    [TestMethod]
    [DataRow("\"classes\":2", "\"classes\":3", "2 classes, but has 3")]
    [DataRow("\"height\":4", "\"height\":0", "Height = 0")]
    [DataRow("\"text\"", "\"date\"", "unknown kind 'date'")]
    [DataRow("\"channels\":1", "\"channels\":3", "its network needs")]
    public void Read_SaysWhatIsWrong(string from, string to, string message)
    {
        using SmallConvNet network = new(Configuration.Network);
        byte[] payload = ImagePayload.Write(Configuration, network);
        int at = payload.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(from));
        System.Text.Encoding.UTF8.GetBytes(to).CopyTo(payload, at);

        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => ImagePayload.Read(ModelPayload.Read(payload), CPU).Dispose());

        StringAssert.Contains(error.Message, message);
    }

    /// <summary>Found by mutation: such models were loaded, and failed when they were asked.</summary>
    [TestMethod]
    [DataRow("\"feature\":\"Image\"", "\"feature\":\"\"", "a name is missing")]
    [DataRow("\"score\":\"Score\"", "\"score\":\"\"", "a name is missing")]
    [DataRow("\"predictedLabel\":\"PredictedLabel\"", "\"predictedLabel\":\"Score\"", "or there twice")]
    [DataRow("[\"no\",\"yes\"]", "[\"no\",null]", "incomplete")]
    public void Read_OfNamesThatAreNone_SaysSo(string from, string to, string message)
    {
        using SmallConvNet network = new(Configuration.Network);
        byte[] payload = ImagePayload.Write(Configuration, network);
        int end = 12 + BinaryPrimitives.ReadInt32LittleEndian(payload.AsSpan(8));
        string json = Encoding.UTF8.GetString(payload, 12, end - 12);
        StringAssert.Contains(json, from);
        byte[] changed = [.. payload[..12], .. Encoding.UTF8.GetBytes(json.Replace(from, to, StringComparison.Ordinal)), .. payload[end..]];
        BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(8), changed.Length - payload.Length + end - 12);

        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => ImagePayload.Read(ModelPayload.Read(changed), CPU).Dispose());

        StringAssert.Contains(error.Message, message);
    }

    [TestMethod]
    public void Read_OfALaterVersion_SaysWhichOne_AndWhichIsRead()
    {
        using SmallConvNet network = new(Configuration.Network);
        byte[] payload = ImagePayload.Write(Configuration, network);
        payload[7] = (byte)'2';

        NotSupportedException error = Assert.ThrowsExactly<NotSupportedException>(() => ModelPayload.Read(payload));

        StringAssert.Contains(error.Message, "of version 2");
        StringAssert.Contains(error.Message, "up to 1. Update");
        payload[7] = (byte)'x';
        Assert.ThrowsExactly<InvalidDataException>(() => ModelPayload.Read(payload));
    }

    private static byte[] Mutate(byte[] payload, int header, Random random)
    {
        byte[] copy = [.. payload];
        for (int i = 0; i <= random.Next(3); i++)
        {
            copy[random.Next(Math.Min(header, copy.Length))] = (byte)random.Next(256);
        }

        return copy;
    }
}
