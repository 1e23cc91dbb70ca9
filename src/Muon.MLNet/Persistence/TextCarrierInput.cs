using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Persistence;

/// <summary>The saved form of a model whose input is a text.</summary>
internal sealed class TextCarrierInput : ICarrierInput
{
    public static readonly TextCarrierInput Instance = new();

    public ITransformer NetworkStep(MLContext context) =>
        context.Transforms.CustomMapping<TextCarrierRow, CarrierOutput>(CarrierNetwork.Map, TextCarrierFactory.Contract)
            .Fit(new EmptyView(
                (CarrierColumns.Input, TextDataViewType.Instance),
                (CarrierColumns.Payload, TextDataViewType.Instance)));
}
