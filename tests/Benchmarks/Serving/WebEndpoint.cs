using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using WebApi;
using WebApi.Answers;

namespace Muon.MLNet.Benchmarks.Serving;

/// <summary>An endpoint of samples/WebApi.</summary>
/// <param name="Path">Its path.</param>
/// <param name="IsTexts">Whether it takes texts, or pictures.</param>
/// <param name="Body">What is sent for a row.</param>
internal sealed record WebEndpoint<TRow>(string Path, bool IsTexts, Func<TRow, HttpContent> Body)
{
    /// <summary>Serves a model file and asks for its rows.</summary>
    public ServingResult Measure(string file, TRow[] rows, float[][] expected, float tolerance, TimeSpan time, int clients) =>
        MeasureAsync(file, rows, expected, tolerance, time, clients).GetAwaiter().GetResult();

    private async Task<ServingResult> MeasureAsync(string file, TRow[] rows, float[][] expected, float tolerance, TimeSpan time, int clients)
    {
        await using WebApplication app = Server.Create(new Arguments { Images = IsTexts ? null : file, Texts = IsTexts ? file : null, Port = 0 });
        await app.StartAsync();
        using HttpClient client = new() { BaseAddress = Server.Address(app) };
        byte[][] bodies = await Task.WhenAll(rows.Select(row => Body(row).ReadAsByteArrayAsync()));
        float[] best = [.. expected.Select(scores => scores.Max())];
        _ = Load.Concurrent(time / 4, clients, Ask);
        ServingResult result = Load.Concurrent(time, clients, Ask);
        await app.StopAsync();
        return result;

        async Task<bool> Ask(int i)
        {
            using ByteArrayContent body = new(bodies[i % bodies.Length]);
            if (IsTexts)
            {
                body.Headers.ContentType = new("application/json");
            }

            using HttpResponseMessage response = await client.PostAsync(Path, body);
            return response.IsSuccessStatusCode
                && await response.Content.ReadFromJsonAsync<PredictionAnswer>() is { } answer
                && Math.Abs(answer.Score - best[i % best.Length]) < tolerance;
        }
    }
}
