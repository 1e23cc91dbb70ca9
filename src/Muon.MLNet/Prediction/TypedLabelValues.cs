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

    /// <summary>
    /// <c>MapValue</c> alone could make the key, but would give it text as values. So the class number is mapped to the
    /// value, and a <c>MapValueToKey</c> that has seen the values in their order makes the key.
    /// </summary>
    public override ITransformer MapIndex(MLContext context, IDataView numbers, string outputColumn, string indexColumn) =>
        kind.MapNumber(context, outputColumn, indexColumn, values)
            .Append(context.Transforms.Conversion.MapValueToKey(outputColumn, maximumNumberOfKeys: values.Length)).Fit(numbers);
}
