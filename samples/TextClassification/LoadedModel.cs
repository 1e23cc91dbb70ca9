using Microsoft.ML;
using Muon.MLNet;

namespace TextClassification;

/// <summary>Another program, that has nothing but the model's file.</summary>
internal static class LoadedModel
{
    private const int Shown = 8;
    private const int Classes = 3;

    /// <summary>Predicts some sentences one by one, as a service does, and writes the predictions for all of them to a file.</summary>
    /// <param name="modelFile">The saved model.</param>
    /// <param name="test">The sentences.</param>
    /// <param name="output">The folder of <c>predictions.tsv</c>.</param>
    public static void Show(string modelFile, IReadOnlyList<Utterance> test, string output)
    {
        MLContext context = new();
        ITransformer model = context.Model.LoadMuon(modelFile, out DataViewSchema schema);
        IReadOnlyList<string> names = SlotNames.Of(model.GetOutputSchema(schema));
        using PredictionEngine<Utterance, Prediction> engine = context.Model.CreatePredictionEngine<Utterance, Prediction>(model, schema);

        Console.WriteLine("some test sentences by the loaded model: the three most probable classes (! where the first is wrong)");
        int step = Math.Max(1, test.Count / Shown);
        for (int i = 0; i < test.Count && i / step < Shown; i += step)
        {
            Prediction prediction = engine.Predict(test[i]);
            IEnumerable<string> top = ClassProbability.Top(prediction.Score, names, Classes).Select(c => Invariant($"{c.ClassName} {c.Probability:P0}"));
            Console.WriteLine($"{(IsRight(prediction, test[i]) ? ' ' : '!')} {test[i].Sentence}");
            Console.WriteLine($"    {string.Join(", ", top)}");
        }

        string file = Path.Combine(output, "predictions.tsv");
        using StreamWriter writer = new(file);
        writer.WriteLine("Sentence\tLabel\tPredictedLabel\tProbability");
        IDataView predicted = model.Transform(context.Data.LoadFromEnumerable(test));
        foreach ((Prediction prediction, Utterance row) in context.Data.CreateEnumerable<Prediction>(predicted, reuseRowObject: false).Zip(test))
        {
            writer.WriteLine(Invariant($"{Field(row.Sentence)}\t{Field(row.Label)}\t{Field(prediction.PredictedLabel)}\t{prediction.Score.Max():F4}"));
        }

        Console.WriteLine($"predictions: {file}");
    }

    private static bool IsRight(Prediction prediction, Utterance row) => string.Equals(prediction.PredictedLabel, row.Label, StringComparison.Ordinal);

    /// <summary>A row is one line, and a tab ends a field.</summary>
    private static string Field(string text) => text.Replace('\t', ' ').Replace('\r', ' ').Replace('\n', ' ');
}
