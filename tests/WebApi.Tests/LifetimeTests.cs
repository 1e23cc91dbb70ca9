using System.Net.Http.Json;
using System.Net.Sockets;
using WebApi.Answers;

namespace WebApi.Tests;

/// <summary>Model files that are replaced, and the end of the server.</summary>
[TestClass]
public sealed class LifetimeTests
{
    private readonly PictureFiles _files = new();

    [TestCleanup]
    public void Clean() => _files.Dispose();

    [TestMethod]
    public async Task ABadFileLeavesTheOldModelServingAndTheHealthSaysSo()
    {
        string served = Path.Combine(_files.Folder, "served.zip");
        string first = ServedModels.SaveTexts(_files.Folder, seed: 1), second = ServedModels.SaveTexts(_files.Folder, seed: 2);
        File.Copy(first, served);
        const string Text = "tell me the weather in Quito";
        float before = ServedModels.TextScores(first, [Text])[0].Max(), after = ServedModels.TextScores(second, [Text])[0].Max();
        Assert.AreNotEqual(before, after, 1e-4f);
        await using RunningServer server = await RunningServer.StartAsync(new Arguments { Texts = served });
        Assert.AreEqual("ok", (await server.HealthAsync()).Status);

        // A good model, but not of texts.
        ServedModels.Replace(served, by: ServedModels.SaveImages(_files.Folder));
        HealthAnswer stale = await server.HealthAsync(health => health.Status != "ok");
        Assert.AreEqual("stale", stale.Status);
        Assert.Contains("0 Muon classifiers of texts", stale.Texts!.Error!);
        await AssertScore(before, 1);

        ServedModels.Replace(served, by: _files.WriteBytes("bad.zip", [.. (await File.ReadAllBytesAsync(second))[..1_000]]));
        await server.HealthAsync(health => health.Texts!.Error != stale.Texts.Error);
        await AssertScore(before, 1);

        ServedModels.Replace(served, by: second);
        HealthAnswer swapped = await server.HealthAsync(health => health.Status == "ok");
        Assert.AreEqual("served.zip", swapped.Texts!.File);
        Assert.IsNull(swapped.Images);
        await AssertScore(after, 2);

        async Task AssertScore(float expected, int version)
        {
            using HttpResponseMessage response = await server.PostTextAsync(Text);
            PredictionAnswer answer = (await response.Content.ReadFromJsonAsync<PredictionAnswer>())!;
            Assert.AreEqual(expected, answer.Score, 1e-5f);
            Assert.AreEqual(version, answer.ModelVersion);
        }
    }

    [TestMethod]
    public async Task RequestsThatHaveBegunAreAnsweredWhenTheServerStops()
    {
        RunningServer server = await RunningServer.StartAsync(new Arguments { Images = ServedModels.SaveImages(_files.Folder) });
        byte[] picture = await File.ReadAllBytesAsync(_files.Write("photo.png", 60, 60, 90, 60));
        using RawRequest request = await RawRequest.BeginAsync(server.Address, "/images/predict", picture.Length);
        await request.ContinueAsync();

        Task stopped = server.DisposeAsync().AsTask();
        await request.SendAsync(picture.AsMemory(0, picture.Length / 2));
        await Task.Delay(100);
        Assert.IsFalse(stopped.IsCompleted);
        await request.SendAsync(picture.AsMemory(picture.Length / 2));

        string response = await request.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 200 OK", response);
        Assert.Contains("\"label\":", response);
        await stopped;
        await Assert.ThrowsAsync<SocketException>(() => RawRequest.BeginAsync(server.Address, "/images/predict", 1));
    }
}
