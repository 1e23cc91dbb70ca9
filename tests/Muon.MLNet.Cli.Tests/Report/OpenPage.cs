using System.Text.Json;
using Microsoft.Playwright;

namespace Muon.MLNet.Cli.Tests.Report;

/// <summary>A report in a browser without network, and what went wrong in it.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private OpenPage(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, Page) = (playwright, browser, page);

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, of scripts and of requests; every request but that for the file itself is one.</summary>
    public List<string> Errors { get; } = [];

    public static async Task<OpenPage> OpenAsync(string file, int width, ColorScheme scheme)
    {
        string chromium = Chromium.Require();
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Headless = true });
        IBrowserContext context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, Offline = true, ReducedMotion = ReducedMotion.Reduce });
        OpenPage open = new(playwright, browser, await context.NewPageAsync());
        string address = new Uri(file).AbsoluteUri;
        open.Page.Console += (_, message) => open.Add(message.Type is "error" or "warning", message.Text);
        open.Page.PageError += (_, error) => open.Add(isError: true, error);
        open.Page.Request += (_, request) => open.Add(request.Url != address && !request.Url.StartsWith("data:", StringComparison.Ordinal), "Request of " + request.Url);
        await open.Page.GotoAsync(address);
        return open;
    }

    /// <summary>What a function of the page returns, as JSON.</summary>
    public async Task<JsonElement> AskAsync(string script) => await Page.EvaluateAsync<JsonElement>(script);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private void Add(bool isError, string text)
    {
        if (isError)
        {
            Errors.Add(text);
        }
    }
}
