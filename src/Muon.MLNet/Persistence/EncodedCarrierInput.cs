using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Persistence;

/// <summary>The saved form of a model whose input is an encoded picture.</summary>
internal sealed class EncodedCarrierInput : ICarrierInput
{
    public static readonly EncodedCarrierInput Instance = new();

    public ITransformer NetworkStep(MLContext context) =>
        context.Transforms.CustomMapping<EncodedCarrierRow, CarrierOutput>(CarrierNetwork.Map, EncodedCarrierFactory.Contract)
            .Fit(new EmptyView((CarrierColumns.Input, new VectorDataViewType(NumberDataViewType.Byte)), (CarrierColumns.Payload, TextDataViewType.Instance)));
}
