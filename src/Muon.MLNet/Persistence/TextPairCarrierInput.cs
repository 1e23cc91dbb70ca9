using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Persistence;

/// <summary>The saved form of a model whose input is a pair of texts.</summary>
internal sealed class TextPairCarrierInput : ICarrierInput
{
    public static readonly TextPairCarrierInput Instance = new();

    public ITransformer NetworkStep(MLContext context) =>
        context.Transforms.CustomMapping<TextPairCarrierRow, CarrierOutput>(CarrierNetwork.Map, TextPairCarrierFactory.Contract)
            .Fit(new EmptyView(
                (CarrierColumns.Input, TextDataViewType.Instance),
                (CarrierColumns.SecondInput, TextDataViewType.Instance),
                (CarrierColumns.Payload, TextDataViewType.Instance)));
}
