using System.Globalization;
using Muon.MLNet.Extensions;
using WebApi.Answers;
using WebApi.Models;

namespace WebApi;

/// <summary>What is answered to which request.</summary>
internal static class Endpoints
{
    private const int LargestFirstBuffer = 1 << 20;

    public static void Map(WebApplication app)
    {
        // Made now, so that a model that cannot be served ends the program and not a request.
        ServedClassifier<PictureRow>? images = app.Services.GetService<ServedClassifier<PictureRow>>();
        ServedClassifier<TextRow>? texts = app.Services.GetService<ServedClassifier<TextRow>>();
        app.MapGet("/health", () => Results.Ok(HealthAnswer.Of(images, texts)));
        if (images is not null)
        {
            app.MapPost("/images/predict", context => AnswerAsync(context, images, PictureAsync));
        }

        if (texts is not null)
        {
            app.MapPost("/texts/predict", context => AnswerAsync(context, texts, TextAsync));
        }
    }

    private static async Task AnswerAsync<T>(HttpContext context, T classifier, Func<HttpContext, T, Task<IResult>> handle) =>
        await (await Problems.AnswerAsync(context, () => handle(context, classifier))).ExecuteAsync(context);

    private static async Task<IResult> PictureAsync(HttpContext context, ServedClassifier<PictureRow> images)
    {
        if (Top(context) is not { } top)
        {
            return BadTop();
        }

        byte[] picture = await ReadAsync(context.Request, context.RequestAborted);
        if (picture.Length == 0)
        {
            return Problems.UnreadablePicture("The request has no body.");
        }

        ModelPrediction<Scores> prediction = await images.PredictAsync(new PictureRow { Picture = picture }, context.RequestAborted);

        // A model that was trained to skip pictures that it cannot read has no scores for them.
        return float.IsNaN(prediction.Prediction.Score[0])
            ? Problems.UnreadablePicture("The bytes are no picture, or a damaged one.")
            : Results.Ok(PredictionAnswer.Of(prediction, top));
    }

    private static async Task<IResult> TextAsync(HttpContext context, ServedClassifier<TextRow> texts)
    {
        if (Top(context) is not { } top)
        {
            return BadTop();
        }

        if (!context.Request.HasJsonContentType())
        {
            return Problems.Problem(StatusCodes.Status415UnsupportedMediaType, "The request is no JSON.", "Send {\"text\": \"...\"} with the header Content-Type: application/json.");
        }

        TextQuestion? question = await context.Request.ReadFromJsonAsync<TextQuestion>(context.RequestAborted);
        return question?.Text is { } text
            ? Results.Ok(PredictionAnswer.Of(await texts.PredictAsync(new TextRow { Text = text, Text2 = question.Text2 ?? "" }, context.RequestAborted), top))
            : Problems.Problem(StatusCodes.Status400BadRequest, "There is no text.", "Send {\"text\": \"...\"}; for a model of pairs, the second text as \"text2\".");
    }

    /// <summary>The whole body, which the server cuts off at the limit.</summary>
    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        // What a header claims is believed only so far: memory is taken as bytes arrive.
        using MemoryStream body = new((int)Math.Min(request.ContentLength ?? 0, LargestFirstBuffer));
        await request.Body.CopyToAsync(body, cancellation);
        return body.Length == body.Capacity ? body.GetBuffer() : body.ToArray();
    }

    /// <summary>How many classes are wanted; null where that is no number above 0.</summary>
    private static int? Top(HttpContext context) =>
        context.Request.Query["top"].ToString() is not { Length: > 0 } text ? PredictionAnswer.DefaultTop
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int top) && top > 0 ? top
        : null;

    private static IResult BadTop() => Problems.Problem(StatusCodes.Status400BadRequest, "The number of classes cannot be read.", "top must be a whole number from 1.");
}
