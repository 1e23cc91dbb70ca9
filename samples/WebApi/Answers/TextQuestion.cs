namespace WebApi.Answers;

/// <summary>The body of a request about a text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Text2">The second one, for a model of pairs.</param>
internal sealed record TextQuestion(string? Text, string? Text2 = null);
