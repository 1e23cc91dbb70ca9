using System.Globalization;
using Microsoft.ML;

namespace Muon.MLNet.Prediction;

/// <summary>A key that stands for itself: classes are named by their numbers, from 0 as in ML.NET's confusion table.</summary>
internal sealed class NoLabelValues(int count) : LabelValues
{
    public const string KindName = "none";

    public override int Count => count;

    public override string Kind => KindName;

    public override IReadOnlyList<string> Names { get; } =
        [.. Enumerable.Range(0, count).Select(index => index.ToString(CultureInfo.InvariantCulture))];

    public override void AddTo(DataViewSchema.Annotations.Builder annotations, string name)
    {
        // A key without values has no annotation for them.
    }

    public override IEstimator<ITransformer> MapIndex(MLContext context, string outputColumn, string indexColumn) =>
        new TypedLabelValues<uint>(LabelValueKind.UInt32, [.. Enumerable.Range(0, count).Select(index => (uint)index)]).MapIndex(context, outputColumn, indexColumn);
}
