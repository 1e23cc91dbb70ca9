using Microsoft.ML.Data;
using Muon.MLNet.Images;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Persistence;

/// <summary>A picture as the path of its file.</summary>
internal sealed class PathCarrierRow : ICarrierRow
{
    [ColumnName(CarrierColumns.Input)]
    public ReadOnlyMemory<char> Input { get; set; }

    [ColumnName(CarrierColumns.Payload)]
    public ReadOnlyMemory<char> Payload { get; set; }

    public IInputBatch CreateBatch(IClassifier classifier) => ((ImageClassifier)classifier).CreateBatch(PictureSource.File(Input.ToString()));
}
