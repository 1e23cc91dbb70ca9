using Microsoft.ML.Data;
using Muon.MLNet.Images;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Persistence;

/// <summary>A picture as the bytes of its file.</summary>
internal sealed class EncodedCarrierRow : ICarrierRow
{
    [ColumnName(CarrierColumns.Input)]
    public VBuffer<byte> Input { get; set; }

    [ColumnName(CarrierColumns.Payload)]
    public ReadOnlyMemory<char> Payload { get; set; }

    public IInputBatch CreateBatch(IClassifier classifier) => ((ImageClassifier)classifier).CreateBatch(PictureSource.Bytes([.. Input.DenseValues()]));
}
