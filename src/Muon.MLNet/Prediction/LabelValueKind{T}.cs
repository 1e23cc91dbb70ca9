using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Prediction;

/// <summary>How key values of one type are written, read and mapped.</summary>
internal sealed class LabelValueKind<T>(
    string name,
    PrimitiveDataViewType viewType,
    Func<T, string> format,
    Func<string, T> parse,
    Func<MLContext, string, string, T[], IEstimator<ITransformer>> mapNumber) : LabelValueKind(name, viewType)
    where T : notnull
{
    public Func<T, string> Format => format;

    public override LabelValues Read(DataViewSchema.Column label)
    {
        VBuffer<T> values = default;
        label.Annotations.GetValue("KeyValues", ref values);
        return new TypedLabelValues<T>(this, [.. values.DenseValues()]);
    }

    public override LabelValues Parse(IReadOnlyList<string> values)
    {
        try
        {
            return new TypedLabelValues<T>(this, [.. values.Select(parse)]);
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw new InvalidDataException($"The model's labels are not all of kind '{Name}'.", error);
        }
    }

    public override void AddPlaceholder(SchemaDefinition.Column column, int count) =>
        column.AddAnnotation("KeyValues", new VBuffer<T>(count, new T[count]), new VectorDataViewType(ViewType, count));

    /// <summary>A step that maps class numbers, from 1, to values.</summary>
    public IEstimator<ITransformer> MapNumber(MLContext context, string outputColumn, string indexColumn, T[] values) =>
        mapNumber(context, outputColumn, indexColumn, values);
}
