using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Muon.MLNet.Extensions;
using Muon.Samples;
using TorchSharp;
using WebApi.Models;

namespace WebApi;

/// <summary>The web server: models, limits, endpoints.</summary>
internal static class Server
{
    private const long Megabyte = 1_000_000;

    /// <summary>A 1×1 BMP file, which a model of pictures has to classify before it serves.</summary>
    private static readonly byte[] s_pixel = Convert.FromBase64String("Qk06AAAAAAAAADYAAAAoAAAAAQAAAAEAAAABABgAAAAAAAQAAAATCwAAEwsAAAAAAAAAAAAAgICAAA==");

    /// <summary>Serves until it is cancelled, or the process is told to end; requests that have begun are answered then.</summary>
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellation)
    {
        await using WebApplication app = Create(arguments);
        await app.StartAsync(cancellation);
        Console.WriteLine($"serving at {Address(app)}; Ctrl+C ends");
        using (cancellation.Register(app.Lifetime.StopApplication))
        {
            await app.WaitForShutdownAsync(CancellationToken.None);
        }
    }

    /// <summary>The server, with its models loaded, not yet started.</summary>
    /// <exception cref="UsageException">No model is named.</exception>
    public static WebApplication Create(Arguments arguments)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        string? images = arguments.Images ?? builder.Configuration["Models:Images"];
        string? texts = arguments.Texts ?? builder.Configuration["Models:Texts"];
        if (images is null && texts is null)
        {
            throw new UsageException("No model is named: give --images or --texts.");
        }

        if (arguments.Threads is { } threads)
        {
            torch.set_num_threads(threads);
        }

        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, arguments.Port);
            kestrel.Limits.MaxRequestBodySize = arguments.MaxMegabytes * Megabyte;
            kestrel.AddServerHeader = false;
        });
        Add(builder, images, provider => new ServedClassifier<PictureRow>(
            "images", images!, ModelFiles.LoadImages, columns: null, new PictureRow { Picture = s_pixel }, arguments, provider.GetRequiredService<ILoggerFactory>().CreateLogger("WebApi")));
        Add(builder, texts, provider => new ServedClassifier<TextRow>(
            "texts", texts!, ModelFiles.LoadTexts, new BatchColumns { Input = ModelFiles.TextColumns }, new TextRow { Text = "hello" }, arguments, provider.GetRequiredService<ILoggerFactory>().CreateLogger("WebApi")));
        builder.Services.AddProblemDetails();

        WebApplication app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        Endpoints.Map(app);
        return app;
    }

    /// <summary>Where a server that has been started is to be reached.</summary>
    public static Uri Address(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>The container disposes of a model after the last request, which answers all that was asked.</summary>
    private static void Add<TRow>(WebApplicationBuilder builder, string? path, Func<IServiceProvider, ServedClassifier<TRow>> create)
        where TRow : class
    {
        if (path is not null)
        {
            builder.Services.AddSingleton(create);
        }
    }
}
