using Microsoft.ML.Transforms;

namespace Muon.MLNet.Persistence;

/// <summary>Makes the network step when a model whose input is an image is loaded.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ImageCarrierFactory : CarrierFactory<ImageCarrierRow>
{
    public const string Contract = "Muon.MLNet.ImageNetwork.v1";
}
