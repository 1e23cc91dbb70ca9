using WebApi.Models;

namespace WebApi.Answers;

/// <summary>Whether the server is well.</summary>
/// <param name="Status"><c>ok</c>, or <c>stale</c> where a model file cannot be served and the model before it still is.</param>
/// <param name="Images">The model of pictures; null where there is none.</param>
/// <param name="Texts">The model of texts; null where there is none.</param>
internal sealed record HealthAnswer(string Status, ModelHealth? Images, ModelHealth? Texts)
{
    public static HealthAnswer Of(ServedClassifier<PictureRow>? images, ServedClassifier<TextRow>? texts) => new(
        images?.LastError is null && texts?.LastError is null ? "ok" : "stale", ModelHealth.Of(images), ModelHealth.Of(texts));
}
