using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Prediction;

/// <summary>Key values of one type.</summary>
internal sealed class TypedLabelValues<T>(LabelValueKind<T> kind, T[] values) : LabelValues
    where T : notnull
{
    public override int Count => values.Length;

    public override string Kind => kind.Name;

    public override IReadOnlyList<string> Names { get; } = [.. values.Select(kind.Format)];

    public override void AddTo(DataViewSchema.Annotations.Builder annotations, string name) =>
        annotations.Add(name, new VectorDataViewType(kind.ViewType, values.Length), Getter(values));

    public override IEstimator<ITransformer> MapIndex(MLContext context, string outputColumn, string indexColumn) =>
        kind.MapIndex(context, outputColumn, indexColumn, values);
}
