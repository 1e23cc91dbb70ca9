using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Muon.MLNet.Cli.Tests.Packages;

namespace Muon.MLNet.Cli.Tests.Generation;

/// <summary>Generated programs, built and run as a user does.</summary>
[TestClass]
public sealed class ProgramTests
{
    private const string Prize = "You have won a prize, call now";
    private const string Home = "see you at \"home\", ok?";

    [TestMethod]
    public void The_console_program_prints_what_predict_prints()
    {
        using Folder folder = new();
        Train(folder, "console");
        string program = BuiltProject.Build(folder.At("out"));
        (int code, string output) = DotNet.Run("dotnet", program, Prize, Home);
        Assert.AreEqual(0, code, output);
        foreach ((string text, JsonElement expected) in Expected(folder.At("out/Sms.mlnet"), Prize, Home))
        {
            Match printed = Regex.Match(output, $@"{Regex.Escape(text)}\s+(\w+)  ([0-9.]+)", RegexOptions.None, TimeSpan.FromSeconds(1));
            Assert.AreEqual(expected.GetProperty("predictedLabel").GetString(), printed.Groups[1].Value, output);
            Assert.AreEqual(expected.GetProperty("probability").GetDouble(), double.Parse(printed.Groups[2].Value, CultureInfo.InvariantCulture), 0.5e-4 + 1e-6, output);
        }
    }

    [TestMethod]
    public void The_web_API_for_texts_answers_as_predict_does()
    {
        using Folder folder = new();
        Train(folder, "webapi");
        using WebProgram server = WebProgram.Start(BuiltProject.Build(folder.At("out")));
        foreach ((string text, JsonElement expected) in Expected(folder.At("out/Sms.mlnet"), Prize, Home))
        {
            AssertAnswer(expected, Ask(server, JsonSerializer.Serialize(new { text }), HttpStatusCode.OK), "ham", "spam");
        }

        Assert.Contains("""Send {"text": "..."}""", Ask(server, """{"sentence": "x"}""", HttpStatusCode.BadRequest).GetProperty("detail").GetString()!);
        Assert.Contains("""Send {"text": "..."}""", Ask(server, "{\"text\": ", HttpStatusCode.BadRequest).GetProperty("detail").GetString()!);
        Assert.AreEqual("There is no text.", Ask(server, "null", HttpStatusCode.BadRequest).GetProperty("title").GetString());
        Assert.Contains("Content-Type", server.Post("hello"u8.ToArray(), "text/plain", HttpStatusCode.BadRequest).GetProperty("detail").GetString()!);
    }

    [TestMethod]
    public void The_web_API_for_pictures_reads_uploads_and_answers_as_predict_does()
    {
        using Folder folder = new();
        string photos = folder.Photos();
        ToolRun.Of("image-classification", "--dataset", photos, "--epochs", "1", "--image-size", "32", "--name", "Flowers", "--output", folder.At("out"), "--project", "webapi").Expect(0);
        using WebProgram server = WebProgram.Start(BuiltProject.Build(folder.At("out")));
        string[] pictures = [.. Directory.GetFiles(photos, "*.jpg", SearchOption.AllDirectories).Take(3)];
        using JsonDocument expected = JsonDocument.Parse(ToolRun.Of(["predict", folder.At("out/Flowers.mlnet"), .. pictures, "--json"]).Expect(0).Output);
        foreach ((int i, string picture) in pictures.Index())
        {
            // The type that curl --data-binary names.
            AssertAnswer(expected.RootElement[i], server.Post(File.ReadAllBytes(picture), "application/x-www-form-urlencoded", HttpStatusCode.OK), "daisy", "roses");
        }

        Assert.Contains("Send the bytes of", server.Post("no picture"u8.ToArray(), "image/jpeg", HttpStatusCode.BadRequest).GetProperty("detail").GetString()!);
        Assert.AreEqual("There is no picture.", server.Post([], "image/jpeg", HttpStatusCode.BadRequest).GetProperty("title").GetString());
    }

    private static void Train(Folder folder, string project) => ToolRun.Of(
        "text-classification", "--dataset", folder.Messages(), "--label-col", "0", "--text-col", "1", "--epochs", "2", "--name", "Sms", "--output", folder.At("out"), "--project", project).Expect(0);

    private static IEnumerable<(string Text, JsonElement Prediction)> Expected(string model, params string[] texts)
    {
        using JsonDocument predicted = JsonDocument.Parse(ToolRun.With(string.Join('\n', texts), "predict", model, "--format", "json").Expect(0).Output);
        return [.. texts.Zip(predicted.RootElement.EnumerateArray(), (text, one) => (text, one.Clone()))];
    }

    private static JsonElement Ask(WebProgram server, string json, HttpStatusCode status) => server.Post(Encoding.UTF8.GetBytes(json), "application/json", status);

    // The server predicts one row, predict a batch, whose sums may differ in their last bits.
    private static void AssertAnswer(JsonElement expected, JsonElement answer, params string[] labels)
    {
        Assert.AreEqual(expected.GetProperty("predictedLabel").GetString(), answer.GetProperty("predictedLabel").GetString());
        Assert.AreEqual(expected.GetProperty("probability").GetDouble(), answer.GetProperty("probability").GetDouble(), 1e-6);
        JsonElement[] all = [.. answer.GetProperty("labels").EnumerateArray()];
        Assert.AreEqual(answer.GetProperty("predictedLabel").GetString(), all[0].GetProperty("label").GetString());
        CollectionAssert.AreEquivalent(labels, all.Select(one => one.GetProperty("label").GetString()).ToArray());
        Assert.AreEqual(1, all.Sum(one => one.GetProperty("score").GetDouble()), 1e-5);
    }
}
