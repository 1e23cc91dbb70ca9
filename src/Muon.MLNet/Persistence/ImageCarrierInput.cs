using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Muon.MLNet.Persistence;

/// <summary>The saved form of a model whose input is an image.</summary>
internal sealed class ImageCarrierInput : ICarrierInput
{
    public static readonly ImageCarrierInput Instance = new();

    /// <summary>
    /// Fitted to the very type that <see cref="ImageCarrierRow"/> declares: an estimator insists on its size, but the
    /// transformer takes images of any size.
    /// </summary>
    public ITransformer NetworkStep(MLContext context) =>
        context.Transforms.CustomMapping<ImageCarrierRow, CarrierOutput>(CarrierNetwork.Map, ImageCarrierFactory.Contract)
            .Fit(new EmptyView((CarrierColumns.Input, new ImageDataViewType(1, 1)), (CarrierColumns.Payload, TextDataViewType.Instance)));
}
