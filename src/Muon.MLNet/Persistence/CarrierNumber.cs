using Microsoft.ML.Data;

namespace Muon.MLNet.Persistence;

/// <summary>A class number, from 1.</summary>
internal sealed class CarrierNumber
{
    [ColumnName(CarrierColumns.Index)]
    public uint Index { get; set; }
}
