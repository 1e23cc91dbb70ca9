using Microsoft.ML.Data;
using Muon.MLNet.Prediction;
using Muon.MLNet.Text;

namespace Muon.MLNet.Persistence;

/// <summary>A pair of texts.</summary>
internal sealed class TextPairCarrierRow : ICarrierRow
{
    [ColumnName(CarrierColumns.Input)]
    public ReadOnlyMemory<char> Input { get; set; }

    [ColumnName(CarrierColumns.SecondInput)]
    public ReadOnlyMemory<char> SecondInput { get; set; }

    [ColumnName(CarrierColumns.Payload)]
    public ReadOnlyMemory<char> Payload { get; set; }

    public IInputBatch CreateBatch(IClassifier classifier) => ((TextClassifier)classifier).CreateBatch(Input, SecondInput);
}
