using Microsoft.ML.Transforms;

namespace Muon.MLNet.Persistence;

/// <summary>Makes the network step when a model whose input is the path of a picture is loaded.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class PathCarrierFactory : CustomMappingFactory<PathCarrierRow, CarrierOutput>
{
    public const string Contract = "Muon.MLNet.PathNetwork.v1";

    public override Action<PathCarrierRow, CarrierOutput> GetMapping() => CarrierNetwork.Map;
}
