using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Muon.MLNet.Images;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Persistence;

/// <summary>A picture as an image.</summary>
internal sealed class ImageCarrierRow : ICarrierRow
{
    // The attribute wants a size; images of any size are read.
    [ImageType(1, 1)]
    [ColumnName(CarrierColumns.Input)]
    public MLImage? Input { get; set; }

    [ColumnName(CarrierColumns.Payload)]
    public ReadOnlyMemory<char> Payload { get; set; }

    public IInputBatch CreateBatch(IClassifier classifier) => ((ImageClassifier)classifier).CreateBatch(PictureReader.FromImage(Input));
}
