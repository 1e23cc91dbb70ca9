using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Muon.MLNet;
using WebApi.Answers;

namespace WebApi.Tests;

[TestClass]
public sealed class EndpointTests
{
    private const float Tolerance = 1e-5f;
    private static readonly string[] s_texts = ["play a song from Oslo", "hey, wake me at seven in Lima", ""];
    private readonly PictureFiles _files = new();

    [TestCleanup]
    public void Clean() => _files.Dispose();

    [TestMethod]
    public async Task APictureGetsTheClassesOfThePredictionEngine()
    {
        string file = ServedModels.SaveImages(_files.Folder);
        string[] paths = [.. _files.DarkAndBright(6).Select(row => row.Path), _files.Write("photo.jpg", 50, 30, 90, 60)];
        float[][] expected = ServedModels.ImageScores(file, paths);
        await using RunningServer server = await RunningServer.StartAsync(new Arguments { Images = file });

        for (int i = 0; i < paths.Length; i++)
        {
            using HttpResponseMessage response = await server.PostPictureAsync(await File.ReadAllBytesAsync(paths[i]));
            Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, await response.Content.ReadAsStringAsync());
            PredictionAnswer answer = (await response.Content.ReadFromJsonAsync<PredictionAnswer>())!;
            AssertAnswer(expected[i], ["dark", "bright"], answer);
        }

        using HttpResponseMessage one = await server.PostPictureAsync(await File.ReadAllBytesAsync(paths[0]), "?top=1");
        Assert.HasCount(1, (await one.Content.ReadFromJsonAsync<PredictionAnswer>())!.Top);
        Assert.AreEqual(HttpStatusCode.NotFound, (await server.PostTextAsync("hello")).StatusCode);
    }

    [TestMethod]
    public async Task ATextGetsTheClassesOfThePredictionEngine()
    {
        string file = ServedModels.SaveTexts(_files.Folder);
        float[][] expected = ServedModels.TextScores(file, s_texts);
        await using RunningServer server = await RunningServer.StartAsync(new Arguments { Texts = file });

        for (int i = 0; i < s_texts.Length; i++)
        {
            using HttpResponseMessage response = await server.PostTextAsync(s_texts[i], "?top=9");
            PredictionAnswer answer = (await response.Content.ReadFromJsonAsync<PredictionAnswer>())!;
            Assert.HasCount(4, answer.Top);
            AssertAnswer(expected[i], Sentences.Names, answer);
        }

        using HttpResponseMessage json = await server.PostTextAsync(s_texts[0]);
        using JsonDocument document = JsonDocument.Parse(await json.Content.ReadAsStringAsync());
        CollectionAssert.AreEqual(new[] { "label", "score", "top", "modelVersion" }, document.RootElement.EnumerateObject().Select(p => p.Name).ToArray());
    }

    [TestMethod]
    [DataRow("", "", HttpStatusCode.BadRequest, "no body")]
    [DataRow("no picture at all, but text", "", HttpStatusCode.BadRequest, "Send the bytes of a JPEG")]
    [DataRow("GIF89a", "", HttpStatusCode.BadRequest, "Send the bytes of a JPEG")]
    [DataRow("x", "?top=0", HttpStatusCode.BadRequest, "top must be a whole number from 1")]
    [DataRow("x", "?top=-1", HttpStatusCode.BadRequest, "top must be a whole number from 1")]
    [DataRow("x", "?top=many", HttpStatusCode.BadRequest, "top must be a whole number from 1")]
    public async Task ABadPictureIsAClearProblem(string body, string query, HttpStatusCode expected, string detail)
    {
        await using RunningServer server = await RunningServer.StartAsync(new Arguments { Images = ServedModels.SaveImages(_files.Folder) });

        using HttpResponseMessage response = await server.PostPictureAsync(Encoding.ASCII.GetBytes(body), query);

        await AssertProblem(response, expected, detail);
    }

    [TestMethod]
    [DataRow("{\"text\":null}", "application/json", HttpStatusCode.BadRequest, "Send {\"text\"")]
    [DataRow("null", "application/json", HttpStatusCode.BadRequest, "Send {\"text\"")]
    [DataRow("{\"text\":", "application/json", HttpStatusCode.BadRequest, "")]
    [DataRow("{\"text\":5}", "application/json", HttpStatusCode.BadRequest, "")]
    [DataRow("hello", "text/plain", HttpStatusCode.UnsupportedMediaType, "Content-Type: application/json")]
    public async Task ABadTextIsAClearProblem(string body, string type, HttpStatusCode expected, string detail)
    {
        await using RunningServer server = await RunningServer.StartAsync(new Arguments { Texts = ServedModels.SaveTexts(_files.Folder) });

        using HttpResponseMessage response = await server.Client.PostAsync("texts/predict", new StringContent(body, Encoding.UTF8, type));

        await AssertProblem(response, expected, detail);
    }

    [TestMethod]
    public async Task TooLargeABodyIsAClearProblem()
    {
        await using RunningServer server = await RunningServer.StartAsync(new Arguments { Images = ServedModels.SaveImages(_files.Folder), MaxMegabytes = 1 });

        using HttpRequestMessage request = new(HttpMethod.Post, "images/predict") { Content = new ByteArrayContent(new byte[1_000_001]) };
        request.Headers.ExpectContinue = true; // So that the answer is read before the body is sent.
        using HttpResponseMessage response = await server.Client.SendAsync(request);

        await AssertProblem(response, HttpStatusCode.RequestEntityTooLarge, "--max-megabytes");
        using HttpResponseMessage fits = await server.PostPictureAsync(new byte[1_000_000]);
        await AssertProblem(fits, HttpStatusCode.BadRequest, "Send the bytes of a JPEG");
    }

    [TestMethod]
    public async Task OtherPathsAndMethodsAreProblemsToo()
    {
        await using RunningServer server = await RunningServer.StartAsync(new Arguments { Texts = ServedModels.SaveTexts(_files.Folder) });

        await AssertProblem(await server.Client.GetAsync("nothing"), HttpStatusCode.NotFound, "");
        await AssertProblem(await server.Client.GetAsync("texts/predict"), HttpStatusCode.MethodNotAllowed, "");
    }

    private static async Task AssertProblem(HttpResponseMessage response, HttpStatusCode expected, string detail)
    {
        string body = await response.Content.ReadAsStringAsync();
        Assert.AreEqual(expected, response.StatusCode, body);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using JsonDocument problem = JsonDocument.Parse(body);
        Assert.AreEqual((int)expected, problem.RootElement.GetProperty("status").GetInt32());
        if (detail.Length > 0)
        {
            Assert.Contains(detail, problem.RootElement.GetProperty("detail").GetString()!);
            Assert.DoesNotContain("row", problem.RootElement.GetProperty("detail").GetString()!);
        }
    }

    private static void AssertAnswer(float[] expected, string[] names, PredictionAnswer answer)
    {
        IReadOnlyList<ClassProbability> top = ClassProbability.Top(expected, names, PredictionAnswer.DefaultTop);
        Assert.AreEqual(top[0].ClassName, answer.Label);
        Assert.AreEqual(top[0].Probability, answer.Score, Tolerance);
        Assert.AreEqual(1, answer.ModelVersion);
        for (int i = 0; i < top.Count; i++)
        {
            Assert.AreEqual(top[i].ClassName, answer.Top[i].Label);
            Assert.AreEqual(top[i].Probability, answer.Top[i].Score, Tolerance);
        }
    }
}
