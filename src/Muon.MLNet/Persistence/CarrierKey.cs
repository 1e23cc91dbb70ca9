using Microsoft.ML.Data;

namespace Muon.MLNet.Persistence;

/// <summary>First step of the saved form: the key under which <c>MapValue</c> finds the payload, the same on every row.</summary>
internal sealed class CarrierKey
{
    public const uint Value = 1;

    [ColumnName(CarrierColumns.Key)]
    public uint Key { get; set; }
}
