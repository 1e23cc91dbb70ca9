using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Persistence;

/// <summary>The saved form of a model whose input is a vector of floats.</summary>
internal sealed class VectorCarrierInput : ICarrierInput
{
    public static readonly VectorCarrierInput Instance = new();

    public ITransformer NetworkStep(MLContext context) =>
        context.Transforms.CustomMapping<VectorCarrierRow, CarrierOutput>(CarrierNetwork.Map, VectorCarrierFactory.Contract)
            .Fit(new EmptyView((CarrierColumns.Input, new VectorDataViewType(NumberDataViewType.Single)), (CarrierColumns.Payload, TextDataViewType.Instance)));
}
