using Microsoft.ML.Transforms;

namespace Muon.MLNet.Persistence;

/// <summary>Makes the network step when a model whose input is a vector is loaded.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class VectorCarrierFactory : CarrierFactory<VectorCarrierRow>
{
    public const string Contract = "Muon.MLNet.VectorNetwork.v1";
}
