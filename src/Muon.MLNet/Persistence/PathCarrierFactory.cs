using Microsoft.ML.Transforms;

namespace Muon.MLNet.Persistence;

/// <summary>Makes the network step when a model whose input is the path of a picture is loaded.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class PathCarrierFactory : CarrierFactory<PathCarrierRow>
{
    public const string Contract = "Muon.MLNet.PathNetwork.v1";
}
