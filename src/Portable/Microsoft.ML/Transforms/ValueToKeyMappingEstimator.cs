using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    private readonly IHost _host;
    private readonly (string Output, string Input)[] _columns;
    private readonly int _maximum;
    private readonly KeyOrdinality _order;
    private readonly bool _asText;
    private readonly IDataView _keyData;

    internal ValueToKeyMappingEstimator(IHostEnvironment env, (string Output, string Input)[] columns, int maximum, KeyOrdinality order, bool asText, IDataView keyData)
    {
        if (keyData is not null)
        {
            int visible = keyData.Schema.Count(c => !c.IsHidden);
            Contracts.CheckParam(visible == 1, nameof(keyData), $"If specified, this data view should contain only a single column containing the terms to map, but this had {visible} columns.");
        }

        _host = env.Register("Term");
        (_columns, _maximum, _order, _asText, _keyData) = (columns, maximum, order, asText, keyData);
    }

    public enum KeyOrdinality : byte
    {
        ByOccurrence = 0,
        ByValue = 1,
    }

    public ValueToKeyMappingTransformer Fit(IDataView input)
    {
        DataViewSchema schema = Contracts.NotNull(input).Schema;
        Contracts.CheckParam(_maximum > 0, "MaxNumTerms", "Must be positive");
        using IChannel channel = _host.Start("Training");
        _host.CheckAlive();
        DataViewSchema.Column[] sources = [.. _columns.Select(c => schema.Require(c.Input))];
        foreach (DataViewSchema.Column source in sources)
        {
            Contracts.CheckParam(source.Type.ItemType() is PrimitiveDataViewType, "inputSchema", $"Column '{source.Name}' of type '{source.Type}' cannot be mapped to keys");
        }

        DataViewSchema.Column[] trained = sources;
        IDataView data = input;
        if (_keyData is not null)
        {
            DataViewSchema.Column only = _keyData.Schema.First(c => !c.IsHidden);
            data = _keyData;
            trained = [.. sources.Select(_ => only)];
            foreach (DataViewSchema.Column source in sources)
            {
                Contracts.CheckParam(
                    only.Type.ItemType().Equals(source.Type.ItemType()),
                    "keyData",
                    $"Input data's column must be of type '{source.Type.ItemType()}' but was '{only.Type}'");
            }
        }

        TermMap[] maps = TermMap.Train(data, trained, _maximum, _order == KeyOrdinality.ByValue);
        foreach (string empty in maps.Zip(_columns).Where(m => m.First.Count == 0).Select(m => m.Second.Output))
        {
            channel.Warning(MessageSensitivity.Schema, $"Term map for output column '{empty}' contains no entries.");
        }

        return new ValueToKeyMappingTransformer(_columns, maps, _asText);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema.With([.. _columns.Select(c =>
    {
        SchemaShape.Column source = inputSchema.Require(c.Input);
        var values = Shapes.Vector(AnnotationKinds.KeyValues, _asText ? TextDataViewType.Instance : source.ItemType);
        return new SchemaShape.Column(c.Output, source.Kind, NumberDataViewType.UInt32, isKey: true, new SchemaShape([.. source.Kept(AnnotationKinds.SlotNames), values]));
    })]);
}
