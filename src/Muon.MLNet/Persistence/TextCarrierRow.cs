using Microsoft.ML.Data;
using Muon.MLNet.Prediction;
using Muon.MLNet.Text;

namespace Muon.MLNet.Persistence;

/// <summary>A text.</summary>
internal sealed class TextCarrierRow : ICarrierRow
{
    [ColumnName(CarrierColumns.Input)]
    public ReadOnlyMemory<char> Input { get; set; }

    [ColumnName(CarrierColumns.Payload)]
    public ReadOnlyMemory<char> Payload { get; set; }

    public IInputBatch CreateBatch(IClassifier classifier) => ((TextClassifier)classifier).CreateBatch(Input, default);
}
