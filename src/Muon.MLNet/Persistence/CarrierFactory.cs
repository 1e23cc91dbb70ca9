using Microsoft.ML.Transforms;

namespace Muon.MLNet.Persistence;

/// <summary>
/// Makes the network step when a model is loaded. ML.NET finds the derived classes by their contract: a name, which is in the files for good.
/// </summary>
/// <typeparam name="TRow">The row that the step reads.</typeparam>
internal abstract class CarrierFactory<TRow> : CustomMappingFactory<TRow, CarrierOutput>
    where TRow : class, ICarrierRow, new()
{
    public sealed override Action<TRow, CarrierOutput> GetMapping() => CarrierNetwork.Map;
}
