using Microsoft.ML;
using Microsoft.ML.Data;
using TextClassification.Display;

namespace TextClassification.Tests;

[TestClass]
public sealed class ClassTableTests
{
    private static readonly string[] s_names = ["red", "green", "blue"];

    [TestMethod]
    public void TheWorstClassIsFirst_WithWhatItIsTakenFor()
    {
        // Red: two of three right, green: one of three, blue: not tested.
        string table = Write([(0, 0), (0, 0), (0, 1), (1, 0), (1, 0), (1, 1)]);

        string[] expected =
        [
            "class  precision  recall  rows  taken for",
            "green       0.50    0.33     3  red (2)",
            "red         0.50    0.67     3  green (1)",
        ];
        CollectionAssert.AreEqual(expected, table.TrimEnd().Split('\n').Select(line => line.TrimEnd()).ToArray());
    }

    [TestMethod]
    public void WithoutMistakesNothingIsTakenForAnotherClass() =>
        Assert.Contains("blue        1.00    1.00     1\n", Write([(0, 0), (1, 1), (2, 2)]).ReplaceLineEndings("\n"));

    private static string Write((int Actual, int Predicted)[] rows)
    {
        MLContext context = new();
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema["Label"].ColumnType = new KeyDataViewType(typeof(uint), s_names.Length);
        schema["PredictedLabel"].ColumnType = new KeyDataViewType(typeof(uint), s_names.Length);
        schema["Score"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, s_names.Length);
        IDataView view = context.Data.LoadFromEnumerable(rows.Select(row => new Row(row.Actual, row.Predicted)), schema);
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        ClassTable.Write(writer, s_names, context.MulticlassClassification.Evaluate(view).ConfusionMatrix);
        return writer.ToString();
    }

    private sealed class Row
    {
        public Row()
        {
        }

        public Row(int actual, int predicted)
        {
            Label = (uint)actual;
            PredictedLabel = (uint)predicted;
            Score = [.. Enumerable.Range(0, s_names.Length).Select(c => c == predicted ? 0.8f : 0.1f)];
        }

        /// <summary>ML.NET counts the values of a key from 0 in objects, from 1 in a view.</summary>
        public uint Label { get; set; }

        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}
