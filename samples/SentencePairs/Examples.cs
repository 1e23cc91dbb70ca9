using Microsoft.ML;
using Muon.MLNet;

namespace SentencePairs;

/// <summary>Another program, that has nothing but the model's file.</summary>
internal static class Examples
{
    private static readonly (string First, string Second)[] s_questions =
    [
        ("How much does the castle cost?", "What is the entrance fee of the castle?"),
        ("How much does the castle cost?", "And when is it open?"),
        ("How much does the castle cost?", "What is the entrance fee of the zoo?"),
        ("When is the zoo open?", "Until what time, then?"),
        ("Which bus goes to the zoo?", "Does the zoo have a café?"),
    ];

    public static void Show(string modelFile)
    {
        MLContext context = new();
        ITransformer model = context.Model.LoadMuon(modelFile, out DataViewSchema schema);
        using PredictionEngine<QuestionPair, Prediction> engine = context.Model.CreatePredictionEngine<QuestionPair, Prediction>(model, schema);
        Console.WriteLine("pairs by the loaded model:");
        foreach ((string first, string second) in s_questions)
        {
            Prediction prediction = engine.Predict(new QuestionPair { Sentence = first, Sentence2 = second });
            Console.WriteLine(Invariant($"  {prediction.PredictedLabel,-9} {prediction.Score.Max(),4:P0}  {first} - {second}"));
        }
    }
}
