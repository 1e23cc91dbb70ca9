using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Prediction;

/// <summary>The types and annotations of the two output columns, as ML.NET's own multiclass trainers give them.</summary>
internal static class OutputColumns
{
    private const string Kind = "MulticlassClassification";

    public static void AddTo(DataViewSchema.Builder schema, IClassifier classifier)
    {
        int classes = classifier.Labels.Count;
        schema.AddColumn(classifier.Columns.PredictedLabel, new KeyDataViewType(typeof(uint), classes), PredictedLabelAnnotations(classifier.Labels));
        schema.AddColumn(classifier.Columns.Score, new VectorDataViewType(NumberDataViewType.Single, classes), ScoreAnnotations(classifier.Labels));
    }

    private static DataViewSchema.Annotations PredictedLabelAnnotations(LabelValues labels)
    {
        DataViewSchema.Annotations.Builder builder = Common("PredictedLabel");
        labels.AddTo(builder, "KeyValues");
        return builder.ToAnnotations();
    }

    private static DataViewSchema.Annotations ScoreAnnotations(LabelValues labels)
    {
        DataViewSchema.Annotations.Builder builder = Common("Score");
        labels.AddTo(builder, "TrainingLabelValues");
        labels.AddNamesTo(builder, "SlotNames");
        return builder.ToAnnotations();
    }

    private static DataViewSchema.Annotations.Builder Common(string valueKind)
    {
        DataViewSchema.Annotations.Builder builder = new();
        builder.AddPrimitiveValue("ScoreColumnKind", TextDataViewType.Instance, Kind.AsMemory());
        builder.AddPrimitiveValue("ScoreValueKind", TextDataViewType.Instance, valueKind.AsMemory());
        builder.AddPrimitiveValue("ScoreColumnSetId", new KeyDataViewType(typeof(uint), int.MaxValue), 1u);
        return builder;
    }
}
