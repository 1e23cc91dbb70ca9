using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Muon.MLNet.Cli.Tests.Generation;

/// <summary>A generated web API that runs as a process of its own, on a port that was free.</summary>
internal sealed class WebProgram : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly HttpClient _client;

    private WebProgram(Process process, Uri address) => (_process, _client) = (process, new HttpClient { BaseAddress = address, Timeout = s_patience });

    public static WebProgram Start(string program)
    {
        ProcessStartInfo start = new("dotnet", [program, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(program) };
        Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        StringBuilder said = new();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            said.AppendLine(line);
            if (Regex.Match(line, @"listening on: (http://\S+)", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match)
            {
                _ = process.StandardOutput.ReadToEndAsync(); // So that the program never waits for a reader.
                return new WebProgram(process, new Uri(match.Groups[1].Value));
            }
        }

        process.Dispose();
        throw new AssertFailedException($"The program ended before it listened:\n{said}{errors.GetAwaiter().GetResult()}");
    }

    /// <summary>Posts to <c>/predict</c>.</summary>
    /// <returns>The answer, of the status that is expected.</returns>
    public JsonElement Post(byte[] body, string contentType, HttpStatusCode expected)
    {
        using ByteArrayContent content = new(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using HttpResponseMessage response = _client.PostAsync(new Uri("/predict", UriKind.Relative), content).GetAwaiter().GetResult();
        string text = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        Assert.AreEqual(expected, response.StatusCode, text);
        Assert.AreEqual(expected is HttpStatusCode.OK ? "application/json" : "application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(text).RootElement;
    }

    public void Dispose()
    {
        _client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
