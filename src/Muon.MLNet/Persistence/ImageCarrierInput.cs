using Microsoft.ML;

namespace Muon.MLNet.Persistence;

/// <summary>The saved form of a model whose input is an image.</summary>
internal sealed class ImageCarrierInput : ICarrierInput
{
    public static readonly ImageCarrierInput Instance = new();

    public IEstimator<ITransformer> NetworkStep(MLContext context) =>
        context.Transforms.CustomMapping<ImageCarrierRow, CarrierOutput>(CarrierNetwork.Map, ImageCarrierFactory.Contract);
}
