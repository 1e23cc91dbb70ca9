using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Muon.Portable.MicrosoftML.Tests;

[TestClass]
public sealed class HostTests
{
    [TestMethod]
    public void ASeededHostDrawsTheKnownNumbers()
    {
        Random rand = Host(new MLContext(), 1).Rand;
        Assert.AreEqual(0.8137775941286236, rand.NextDouble());
        Assert.AreEqual(0.8037591041065753, rand.NextDouble());
        Assert.AreEqual(623263189, rand.Next());
        rand = Host(new MLContext(), 5).Rand;
        byte[] bytes = new byte[5];
        rand.NextBytes(bytes);
        Assert.AreSequenceEqual(new byte[] { 43, 89, 239, 18, 182 }, bytes);
        Assert.AreEqual(0, rand.Next(-5, 5));
        Assert.AreEqual(1524337647, rand.Next(int.MinValue, int.MaxValue));
        Assert.AreEqual(0, rand.Next(0));
    }

    [TestMethod]
    public void HostsOfASeededContextDifferButRepeat()
    {
        static double[] Draws(MLContext ml) => [.. Enumerable.Range(0, 4).Select(_ => Host(ml).Rand.NextDouble())];

        Assert.AreSequenceEqual(new[] { 0.40804433822631836, 0.18599444441497326, 0.38654968165792525, 0.22584229079075158 }, Draws(new MLContext(1)));
        Assert.AreSequenceEqual(Draws(new MLContext(7)), Draws(new MLContext(7)));
    }

    [TestMethod]
    public void AChannelIsNamedAfterItsHostAndEveryOtherAncestor()
    {
        MLContext ml = new(1);
        var sources = new List<string>();
        ml.Log += (_, e) =>
        {
            if (e.RawMessage == "Channel started")
            {
                sources.Add(e.Source);
            }
        };
        IHostEnvironment host = ml;
        foreach (string name in new[] { "a", "b", "c", "d", "e" })
        {
            host = host.Register(name);
            host.Start("ch").Dispose();
        }

        ((IHostEnvironment)ml).Start("root").Dispose();
        Assert.AreSequenceEqual(new[] { "a; ch", "b; ch", "a; c; ch", "b; d; ch", "a; c; e; ch", "root" }, sources);
    }

    [TestMethod]
    public void RegisteredAssembliesGiveTheirCustomMappings()
    {
        MLContext ml = new(1);
        ml.ComponentCatalog.RegisterAssembly(typeof(Model.SignMapping).Assembly);
        ITransformer loaded = ml.Model.Load(new MemoryStream(Model.ModelFiles.Save(ml, Model.ModelFiles.Fit(ml), null)), out _);
        Assert.HasCount(12, loaded.Transform(Model.ModelFiles.Train(ml)).GetColumn<float[]>("Score").ToArray());
    }

    [TestMethod]
    public void MessagesArriveAsTheyAreSent()
    {
        MLContext ml = new(1);
        var log = new List<string>();
        ml.Log += (_, e) => log.Add($"{e.Kind} {e.RawMessage}");
        using (IChannel channel = Host(ml).Start("Training"))
        {
            channel.Info(MessageSensitivity.None, "loss {0}", 1.5);
            channel.Warning(MessageSensitivity.Schema, "braces {x} {0}");
            channel.Error(MessageSensitivity.UserData, "e");
            channel.Dispose();
        }

        Assert.HasCount(6, log);
        Assert.AreSequenceEqual(new[] { "Trace Channel started", "Info loss 1.5", "Warning braces {x} {0}", "Error e" }, log.Take(4));
        Assert.StartsWith("Trace Channel finished. Elapsed 00:00:0", log[4]);
        Assert.AreEqual("Trace Channel disposed", log[5]);
    }

    [TestMethod]
    public void ProgressHasRoomForItsHeader()
    {
        using IProgressChannel progress = Host(new MLContext()).StartProgressChannel("Fit");
        Assert.ThrowsExactly<InvalidOperationException>(() => progress.Checkpoint(1));
        progress.SetHeader(new ProgressHeader(["loss"], ["epochs"]), entry => entry.SetProgress(0, 1, 2));
        progress.Checkpoint(0.5, 1);
        progress.Checkpoint(0.5, 1, 2);
        Assert.ThrowsExactly<InvalidOperationException>(() => progress.Checkpoint(1, 2, 3, 4));
    }

    [TestMethod]
    public void NamesMustNotBeEmpty()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Host(new MLContext(), name: ""));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Host(new MLContext(), name: null));
    }

    private static IHost Host(MLContext ml, int? seed = null, string name = "Test") => ((IHostEnvironment)ml).Register(name, seed);
}
