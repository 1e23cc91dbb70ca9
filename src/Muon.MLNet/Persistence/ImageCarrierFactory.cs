using Microsoft.ML.Transforms;

namespace Muon.MLNet.Persistence;

/// <summary>Makes the network step when a model whose input is an image is loaded.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ImageCarrierFactory : CustomMappingFactory<ImageCarrierRow, CarrierOutput>
{
    public const string Contract = "Muon.MLNet.ImageNetwork.v1";

    public override Action<ImageCarrierRow, CarrierOutput> GetMapping() => CarrierNetwork.Map;
}
