using System.Globalization;
using Microsoft.ML;

namespace Muon.MLNet.Prediction;

/// <summary>A key that stands for itself: classes are named by their numbers, from 0 as in ML.NET's confusion table.</summary>
internal sealed class NoLabelValues(int count) : LabelValues
{
    public const string KindName = "none";

    public override int Count => count;

    public override string Kind => KindName;

    /// <summary>Made when they are first asked for: a file that claims millions of classes has no names in it.</summary>
    public override IReadOnlyList<string> Names => field ??=
        [.. Enumerable.Range(0, count).Select(index => index.ToString(CultureInfo.InvariantCulture))];

    public override void AddTo(DataViewSchema.Annotations.Builder annotations, string name)
    {
        // A key without values has no annotation for them.
    }

    /// <summary>ML.NET takes unsigned values as the keys themselves here: class number k is mapped to key k.</summary>
    public override ITransformer MapIndex(MLContext context, IDataView numbers, string outputColumn, string indexColumn) =>
        context.Transforms.Conversion.MapValue(
            outputColumn, Enumerable.Range(1, count).Select(number => KeyValuePair.Create((uint)number, (uint)number)), indexColumn, treatValuesAsKeyType: true).Fit(numbers);
}
