using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Persistence;

/// <summary>The saved form of a model whose input is the path of a picture.</summary>
internal sealed class PathCarrierInput : ICarrierInput
{
    public static readonly PathCarrierInput Instance = new();

    public ITransformer NetworkStep(MLContext context) =>
        context.Transforms.CustomMapping<PathCarrierRow, CarrierOutput>(CarrierNetwork.Map, PathCarrierFactory.Contract)
            .Fit(new EmptyView((CarrierColumns.Input, TextDataViewType.Instance), (CarrierColumns.Payload, TextDataViewType.Instance)));
}
