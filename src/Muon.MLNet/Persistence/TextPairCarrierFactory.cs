using Microsoft.ML.Transforms;

namespace Muon.MLNet.Persistence;

/// <summary>Makes the network step when a model whose input is a pair of texts is loaded.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class TextPairCarrierFactory : CarrierFactory<TextPairCarrierRow>
{
    public const string Contract = "Muon.MLNet.TextPairNetwork.v1";
}
