using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase
{
    private readonly TermMap[] _maps;
    private readonly bool _asText;

    internal ValueToKeyMappingTransformer((string Output, string Input)[] columns, TermMap[] maps, bool asText)
        : base(columns) => (_maps, _asText) = (maps, asText);

    internal static ValueToKeyMappingTransformer Load(ModelLoadContext ctx)
    {
        (string, string)[] columns = ctx.Reader.ReadPairs();
        bool asText = ctx.Reader.ReadBoolean();
        return new(columns, [.. columns.Select(_ => TermMap.Load(ctx.Reader))], asText);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        base.SaveModel(ctx);
        ctx.Writer.Write(_asText);
        foreach (TermMap map in _maps)
        {
            map.Save(ctx.Writer);
        }
    }

    private protected override ColumnMap Map(int index, DataViewSchema.Column input)
    {
        TermMap map = _maps[index];
        Contracts.Check(
            input.Type.ItemType().Equals(map.ItemType),
            $"Could not apply a map over type '{map.ItemType}' to column '{Columns[index].Output}' since it has type '{input.Type.ItemType()}'");
        var builder = new DataViewSchema.Annotations.Builder();
        if (map.Count > 0)
        {
            map.AddKeyValues(builder, _asText);
        }

        builder.AddSlotNames(input);
        var key = new KeyDataViewType(typeof(uint), Math.Max(1, map.Count));
        return new ColumnMap(new(Columns[index].Output, input.Type.WithItem(key), builder.ToAnnotations()), [input.Index], row => map.Getter(row, input.Index));
    }
}
