using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using WebApi.Answers;

namespace WebApi.Tests;

/// <summary>The server in this process, on a port of its own, and a client.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningServer(WebApplication app)
    {
        _app = app;
        Address = Server.Address(app);
        Client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5) };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static async Task<RunningServer> StartAsync(Arguments arguments)
    {
        WebApplication app = Server.Create(arguments with { Port = 0 });
        await app.StartAsync();
        return new RunningServer(app);
    }

    public Task<HttpResponseMessage> PostPictureAsync(byte[] picture, string query = "", CancellationToken cancellation = default) =>
        Client.PostAsync("images/predict" + query, new ByteArrayContent(picture), cancellation);

    public Task<HttpResponseMessage> PostTextAsync(string text, string query = "") => Client.PostAsJsonAsync("texts/predict" + query, new { text });

    public async Task<HealthAnswer> HealthAsync() => (await Client.GetFromJsonAsync<HealthAnswer>("health"))!;

    /// <summary>Waits until the health is as a test wants it.</summary>
    public async Task<HealthAnswer> HealthAsync(Func<HealthAnswer, bool> wanted)
    {
        while (true)
        {
            HealthAnswer health = await HealthAsync();
            if (wanted(health))
            {
                return health;
            }

            await Task.Delay(50);
        }
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
