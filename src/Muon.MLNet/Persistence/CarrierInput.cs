using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Persistence;

/// <summary>The saved form of a model whose input is of one kind.</summary>
/// <typeparam name="TRow">The row that its network step reads.</typeparam>
/// <param name="contract">The name by which the step is found when the model is loaded.</param>
/// <param name="type">The type of the input columns to which the step is fitted.</param>
/// <param name="hasSecond">Whether there are two input columns.</param>
internal sealed class CarrierInput<TRow>(string contract, DataViewType type, bool hasSecond = false) : ICarrierInput
    where TRow : class, ICarrierRow, new()
{
    public ITransformer NetworkStep(MLContext context) =>
        context.Transforms.CustomMapping<TRow, CarrierOutput>(CarrierNetwork.Map, contract)
            .Fit(hasSecond
                ? new EmptyView((CarrierColumns.Input, type), (CarrierColumns.SecondInput, type), (CarrierColumns.Payload, TextDataViewType.Instance))
                : new EmptyView((CarrierColumns.Input, type), (CarrierColumns.Payload, TextDataViewType.Instance)));
}
