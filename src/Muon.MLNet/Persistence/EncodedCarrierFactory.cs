using Microsoft.ML.Transforms;

namespace Muon.MLNet.Persistence;

/// <summary>Makes the network step when a model whose input is an encoded picture is loaded.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class EncodedCarrierFactory : CarrierFactory<EncodedCarrierRow>
{
    public const string Contract = "Muon.MLNet.EncodedNetwork.v1";
}
