using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Muon.Testing;
using WebApi.Answers;

namespace WebApi.Tests;

/// <summary>Many clients at once, and among them such as do harm: seconds, or a minute with MUON_TEST_LONG=1.</summary>
[TestClass]
public sealed class LoadTests
{
    private const int Clients = 64;
    private const float Tolerance = 1e-5f;
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(TestLength.Rounds(3, 60));
    private readonly PictureFiles _files = new();
    private readonly List<double> _milliseconds = [];

    public required TestContext TestContext { get; set; }

    [TestCleanup]
    public void Clean() => _files.Dispose();

    [TestMethod]
    public async Task EachOf64ClientsGetsItsRightAnswersWhateverOthersDo()
    {
        string images = ServedModels.SaveImages(_files.Folder);
        string[] versions = [ServedModels.SaveTexts(_files.Folder, seed: 1), ServedModels.SaveTexts(_files.Folder, seed: 2)];
        string served = Path.Combine(_files.Folder, "served.zip");
        File.Copy(versions[0], served);
        string[] paths = [.. _files.DarkAndBright(16).Select(row => row.Path)];
        byte[][] pictures = [.. paths.Select(File.ReadAllBytes)];
        float[][] pictureScores = ServedModels.ImageScores(images, paths);
        string[] texts = [.. Sentences.List(32, seed: 9).Select(row => row.First!)];
        float[][][] textScores = [.. versions.Select(file => ServedModels.TextScores(file, texts))];
        await using RunningServer server = await RunningServer.StartAsync(new Arguments { Images = images, Texts = served });
        using CancellationTokenSource end = new();

        Task[] clients = [.. Enumerable.Range(0, Clients).Select(i => Task.Run(() => Client(i)))];
        Task[] vandals = [Task.Run(Disconnects), Task.Run(SendsNoise), Task.Run(Swaps)];
        await Task.Delay(s_time);
        await end.CancelAsync();
        await Task.WhenAll([.. clients, .. vandals]);

        _milliseconds.Sort();
        Assert.IsGreaterThan(Clients, _milliseconds.Count);
        TestContext.WriteLine(Invariant($"{_milliseconds.Count / s_time.TotalSeconds:N0} answers a second, p50 {_milliseconds[_milliseconds.Count / 2]:F1} ms, p99 {_milliseconds[_milliseconds.Count * 99 / 100]:F1} ms"));
        Assert.AreEqual("ok", (await server.HealthAsync()).Status);

        async Task Client(int client)
        {
            List<double> times = [];
            for (int i = client; !end.IsCancellationRequested; i++)
            {
                long start = Stopwatch.GetTimestamp();
                using HttpResponseMessage response = i % 2 == 0
                    ? await server.PostPictureAsync(pictures[i % pictures.Length], "?top=9")
                    : await server.PostTextAsync(texts[i % texts.Length], "?top=9");
                string body = response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync();
                Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, body);
                PredictionAnswer answer = (await response.Content.ReadFromJsonAsync<PredictionAnswer>())!;
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                float[] expected = i % 2 == 0 ? pictureScores[i % pictures.Length] : textScores[(answer.ModelVersion + 1) % 2][i % texts.Length];
                float[] actual = [.. answer.Top.Select(c => c.Score)];
                Assert.HasCount(expected.Length, actual);
                Assert.IsTrue(expected.OrderDescending().Zip(actual, (a, b) => Math.Abs(a - b)).Max() <= Tolerance, Invariant($"request {i}: {string.Join(' ', actual)} instead of {string.Join(' ', expected.OrderDescending())}"));
            }

            lock (_milliseconds)
            {
                _milliseconds.AddRange(times);
            }
        }

        async Task Disconnects()
        {
            for (int i = 0; !end.IsCancellationRequested; i++)
            {
                using RawRequest request = await RawRequest.BeginAsync(server.Address, i % 2 == 0 ? "/images/predict" : "/texts/predict", length: 1_000);
                if (i % 3 == 0)
                {
                    await request.SendAsync(new byte[500]);
                }

                // And gone, in the middle of the body.
            }
        }

        async Task SendsNoise()
        {
            byte[] noise = new byte[50_000_000];
            Random random = new(1);
            for (int i = 0; i == 0 || !end.IsCancellationRequested; i++)
            {
                random.NextBytes(noise);
                try
                {
                    using HttpResponseMessage response = await server.PostPictureAsync(i % 2 == 0 ? noise : noise[..9_000_000]);
                    Assert.AreEqual(i % 2 == 0 ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.BadRequest, response.StatusCode);
                }
                catch (HttpRequestException)
                {
                    // The server has ended the connection without reading all of it.
                    Assert.AreEqual(0, i % 2);
                }
            }
        }

        async Task Swaps()
        {
            for (int version = 2; !end.IsCancellationRequested; version++)
            {
                ServedModels.Replace(served, by: versions[(version + 1) % 2]);
                await server.HealthAsync(health => health.Texts!.Version == version);
            }
        }
    }

    [TestMethod]
    public async Task AFullQueueTellsWhenToComeBack()
    {
        await using RunningServer server = await RunningServer.StartAsync(new Arguments { Images = ServedModels.SaveImages(_files.Folder), Batch = 1, Queue = 1 });
        byte[] picture = await File.ReadAllBytesAsync(_files.Write("large.png", 1_500, 1_500, 90, 60));
        int refused = 0, answered = 0;
        while (refused == 0 || answered == 0)
        {
            HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => server.PostPictureAsync(picture)));
            foreach (HttpResponseMessage response in responses)
            {
                using (response)
                {
                    bool isRefused = response.StatusCode == HttpStatusCode.ServiceUnavailable;
                    (refused, answered) = isRefused ? (refused + 1, answered) : (refused, answered + 1);
                    Assert.AreEqual(isRefused ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, response.StatusCode);
                    Assert.AreEqual(isRefused ? TimeSpan.FromSeconds(1) : null, response.Headers.RetryAfter?.Delta);
                }
            }
        }

        using HttpResponseMessage later = await server.PostPictureAsync(picture);
        Assert.AreEqual(HttpStatusCode.OK, later.StatusCode);
    }
}
