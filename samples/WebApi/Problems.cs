using System.Text.Json;
using Muon.MLNet.Extensions;

namespace WebApi;

/// <summary>What goes wrong with a request, as problem details (RFC 9457).</summary>
internal static class Problems
{
    private const string RetryAfterSeconds = "1";
    private const int ClientClosedRequest = 499;

    /// <summary>Runs a request; what is the caller's fault, or a matter of time, becomes an answer, and all else is left to the server.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext context, Func<Task<IResult>> handle)
    {
        try
        {
            return await handle();
        }
        catch (PredictionQueueFullException)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            return Problem(StatusCodes.Status503ServiceUnavailable, "The server is busy.", "Too many requests wait already. Try again in a moment.");
        }
        catch (InvalidOperationException error) when (error.InnerException is InvalidDataException reason)
        {
            return UnreadablePicture(reason.Message);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problem(error.StatusCode, "The request is too large.", "Send a smaller picture or a shorter text; the server's option --max-megabytes sets the limit.");
        }
        catch (BadHttpRequestException error)
        {
            return Problem(error.StatusCode, "The request cannot be read.", error.Message);
        }
        catch (JsonException error)
        {
            return Problem(StatusCodes.Status400BadRequest, "The request is no JSON of the form {\"text\": \"...\"}.", error.Message);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read it.
            return Results.StatusCode(ClientClosedRequest);
        }
    }

    public static IResult UnreadablePicture(string reason) => Problem(
        StatusCodes.Status400BadRequest, "The picture cannot be read.", $"{char.ToUpperInvariant(reason[0])}{reason[1..].TrimEnd('.')}. Send the bytes of a JPEG, PNG, WebP, BMP or GIF file as the body.");

    public static IResult Problem(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);
}
