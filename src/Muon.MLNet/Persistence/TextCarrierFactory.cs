using Microsoft.ML.Transforms;

namespace Muon.MLNet.Persistence;

/// <summary>Makes the network step when a model whose input is a text is loaded.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class TextCarrierFactory : CarrierFactory<TextCarrierRow>
{
    public const string Contract = "Muon.MLNet.TextNetwork.v1";
}
