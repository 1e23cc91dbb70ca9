using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Generation;

/// <summary>What the generated programs say and read, which differs between pictures, texts and pairs of texts.</summary>
internal static class ProgramText
{
    /// <summary>The values of the templates of programs.</summary>
    public static IReadOnlyDictionary<string, string> Values(TrainingRequest request)
    {
        bool isPair = request.Text2Column is not null;
        string question = isPair ? """{"text": "...", "text2": "..."}""" : """{"text": "..."}""";
        string escaped = question.Replace("\"", "\\\"", StringComparison.Ordinal);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ARGUMENT_IS"] = !request.IsText ? ", the path of a picture" : isPair ? ", two texts with a tab between" : ", a text",
            ["SAMPLE"] = !request.IsText ? $"{request.Name}.LoadImageFromFolder(new MLContext(), {request.Name}.RetrainFilePath).GetColumn<string>(\"ImagePath\").First()"
                : isPair ? "\"first text\\tsecond text\"" : "\"text to classify\"",
            ["INPUT"] = !request.IsText ? "ImagePath = input"
                : isPair ? "Text = input.Split('\\t')[0], Text2 = input.Split('\\t').ElementAtOrDefault(1) ?? \"\"" : "Text = input",
            ["QUESTION"] = question,
            ["QUESTION_ESCAPED"] = escaped,
            ["QUESTION_INTERPOLATED"] = escaped.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal),
            ["QUESTION_MEMBERS"] = isPair ? "string? Text, string? Text2" : "string? Text",
            ["QUESTION_PATTERN"] = isPair ? "Text: { } text, Text2: { } text2" : "Text: { } text",
            ["QUESTION_INPUT"] = isPair ? "Text = text, Text2 = text2" : "Text = text",
        };
    }
}
