using Muon.MLNet;
using Muon.MLNet.Extensions;
using WebApi.Models;

namespace WebApi.Answers;

/// <summary>What is answered to a picture or a text.</summary>
/// <param name="Label">The most probable class.</param>
/// <param name="Score">Its probability.</param>
/// <param name="Top">The most probable classes.</param>
/// <param name="ModelVersion">Counts the swaps of the model, from 1.</param>
internal sealed record PredictionAnswer(string Label, float Score, IReadOnlyList<ClassAnswer> Top, int ModelVersion)
{
    public const int DefaultTop = 3;

    public static PredictionAnswer Of(ModelPrediction<Scores> prediction, int top)
    {
        IReadOnlyList<string> names = prediction.Model.Transformer switch
        {
            MuonImageClassificationTransformer images => images.ClassNames,
            MuonTextClassificationTransformer texts => texts.ClassNames,
            var other => throw new NotSupportedException($"There are no class names in a {other.GetType().Name}."),
        };
        ClassAnswer[] classes = [.. ClassProbability.Top(prediction.Prediction.Score, names, top).Select(c => new ClassAnswer(c.ClassName, c.Probability))];
        return new PredictionAnswer(classes[0].Label, classes[0].Score, classes, prediction.Model.Version);
    }
}
