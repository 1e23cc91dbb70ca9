namespace WebApi.Answers;

/// <summary>A class and its probability.</summary>
internal sealed record ClassAnswer(string Label, float Score);
