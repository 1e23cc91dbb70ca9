using Microsoft.ML.Data;
using Muon.MLNet.Images;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Persistence;

/// <summary>A picture as a vector of floats.</summary>
internal sealed class VectorCarrierRow : ICarrierRow
{
    [ColumnName(CarrierColumns.Input)]
    public VBuffer<float> Input { get; set; }

    [ColumnName(CarrierColumns.Payload)]
    public ReadOnlyMemory<char> Payload { get; set; }

    public IInputBatch CreateBatch(IClassifier classifier) => ((ImageClassifier)classifier).CreateBatch(Input);
}
