using Microsoft.ML.Transforms;

namespace Muon.MLNet.Persistence;

/// <summary>Makes the network step when a model whose input is a vector is loaded.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class VectorCarrierFactory : CustomMappingFactory<VectorCarrierRow, CarrierOutput>
{
    public const string Contract = "Muon.MLNet.VectorNetwork.v1";

    public override Action<VectorCarrierRow, CarrierOutput> GetMapping() => CarrierNetwork.Map;
}
