using System.CommandLine;
using System.Text.Json.Serialization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Cli.Input;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Tables;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>The verb <c>predict</c>: pictures by file or folder; texts by line of the input, or of text files; pairs with a tab between.</summary>
internal static class PredictCommand
{
    private static readonly string[] s_formats = ["table", "csv", "json"];

    public static Command Create(Tool tool)
    {
        Argument<string> file = new("model") { Description = "The model file, NAME.mlnet." };
        Argument<string[]> inputs = new("inputs") { Description = "Pictures or folders of them; for texts, files with a line per text, or tables with --text-col. Without any: lines of the standard input, paths or texts.", Arity = ArgumentArity.ZeroOrMore };
        Option<string> format = new("--format") { Description = "table, csv or json.", DefaultValueFactory = _ => "table", HelpName = "name" };
        Option<int> top = new("--top") { Description = "So many classes of each, the most probable first.", DefaultValueFactory = _ => 1, HelpName = "n" };
        inputs.Validators.Add(ParseErrors.RefuseOptions);
        format.AcceptOnlyFromAmong(s_formats);
        TableOptions table = new();
        Command command = new("predict", "Predicts the classes of pictures or texts.") { file, inputs, format, top, table.Text, table.Text2, table.Header };
        tool.SetAction(command, (result, console, _) =>
        {
            int count = TrainingArguments.Check<int>(top.Name, result.GetValue(top), value => value >= 1, "at least 1")!.Value;
            MLContext context = new();
            using TrainedModel model = TrainedModel.Load(context, result.GetValue(file)!);
            List<Example> rows = Rows(context, model, result, result.GetValue(inputs)!, table, tool.Input);
            IDataView predicted = model.Chain.Transform(context.Data.LoadFromEnumerable(rows));
            Prediction[] predictions = Predictions(context, predicted, rows, model, Math.Min(count, model.Classes.Count));
            console.Result(console.IsJson || result.GetValue(format) is "json", predictions, result.GetValue(format) is "csv" ? Csv(predictions) : Table(predictions));
            return ExitCodes.Success;
        });
        return command;
    }

    private static List<Example> Rows(MLContext context, TrainedModel model, ParseResult result, string[] inputs, TableOptions table, TextReader input)
    {
        bool areTables = result.GetValue(table.Text) is not null;
        if (areTables && (!model.IsText || inputs.Length == 0))
        {
            throw new ToolException(ExitCodes.Usage, $"{table.Text.Name} is a column of a table: {(model.IsText ? "name the file of the table" : "the model reads pictures; leave it out")}.");
        }

        List<Example> rows = inputs.Length == 0
            ? [.. Lines(input).Select(line => Row(model, line))]
            : [.. inputs.SelectMany(path => !model.IsText ? Files(context, path) : areTables ? table.Read(result, path, model, labelled: false) : Texts(model, path))];
        return rows.Count > 0 ? rows : throw new ToolException(ExitCodes.Data, $"There is nothing to predict: {(inputs.Length == 0 ? "no inputs were named, and the standard input is empty" : $"'{string.Join("', '", inputs)}' has no text")}.");
    }

    private static IEnumerable<Example> Texts(TrainedModel model, string path) =>
        TextFile.Read(path, "file of texts", reader => Lines(reader).ToList()).Select(line => Row(model, line));

    private static Example Row(TrainedModel model, string line)
    {
        if (!model.IsText)
        {
            return File.Exists(line) ? new Example { ImagePath = line } : throw new ToolException(ExitCodes.Data, $"There is no picture '{line}'.");
        }

        string[] texts = model.ReadsPairs ? line.Split('\t', 2) : [line, ""];
        return texts.Length == 2 ? new Example { Text = texts[0], Text2 = texts[1] } : throw new ToolException(ExitCodes.Data, $"The model reads pairs of texts, with a tab between; '{line}' has none.");
    }

    private static IEnumerable<Example> Files(MLContext context, string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? [new Example { ImagePath = path }] : throw new ToolException(ExitCodes.Data, $"There is no picture and no folder '{path}'.");
        }

        try
        {
            IDataView pictures = context.Data.LoadImagesFromFolder(path, labelColumnName: null);
            return [.. pictures.GetColumn<string>("ImagePath").Select(picture => new Example { ImagePath = picture })];
        }
        catch (InvalidOperationException error)
        {
            throw new ToolException(ExitCodes.Data, error.Message, error);
        }
    }

    private static IEnumerable<string> Lines(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return line;
            }
        }
    }

    private static Prediction[] Predictions(MLContext context, IDataView predicted, List<Example> rows, TrainedModel model, int top)
    {
        try
        {
            return [.. context.Data.CreateEnumerable<Predicted>(predicted, reuseRowObject: false).Zip(rows, (one, row) =>
                new Prediction(model.IsText ? (row.Text2.Length == 0 ? row.Text : $"{row.Text}\t{row.Text2}") : row.ImagePath, one.PredictedLabel, one.Score.Max(), top == 1 ? null : Best(model.Classes, one.Score, top)))];
        }
        catch (InvalidOperationException error)
        {
            throw Failure.OfData(error);
        }
    }

    private static ClassScore[] Best(IReadOnlyList<string> classes, float[] score, int count) =>
        [.. classes.Zip(score, (name, probability) => new ClassScore(name, probability)).OrderByDescending(one => one.Probability).Take(count)];

    // Of several classes a line each; the input stands in the first.
    private static IEnumerable<string> Table(Prediction[] predictions)
    {
        int width = Math.Max("prediction".Length, predictions.Max(one => one.All.Max(each => each.Label.Length)));
        return predictions.SelectMany(one => one.All.Select((each, i) => Invariant($"{each.Label.PadRight(width)}  {each.Probability:F4}{(i == 0 ? $"  {one.Input}" : "")}"))).Prepend($"{"prediction".PadRight(width)}  prob.   input");
    }

    private static IEnumerable<string> Csv(Prediction[] predictions) =>
        predictions.Select(one => string.Join(',', one.All.Select(each => Invariant($"{Field(each.Label)},{each.Probability:R}")).Prepend(Field(one.Input))))
            .Prepend(string.Join(',', predictions[0].All.Select((_, i) => i == 0 ? "PredictedLabel,Probability" : Invariant($"PredictedLabel{i + 1},Probability{i + 1}")).Prepend("Input")));

    private static string Field(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <param name="Input">The path or the text.</param>
    /// <param name="PredictedLabel">The most probable class.</param>
    /// <param name="Probability">Its probability.</param>
    /// <param name="Top">That one and the next ones, where several are asked for.</param>
    private sealed record Prediction(
        string Input, string PredictedLabel, float Probability, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ClassScore>? Top)
    {
        [JsonIgnore]
        public IReadOnlyList<ClassScore> All => Top ?? [new ClassScore(PredictedLabel, Probability)];
    }

    private sealed record ClassScore(string Label, float Probability);
}
