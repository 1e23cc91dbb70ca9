using Microsoft.ML.Transforms;

namespace Muon.MLNet.Persistence;

/// <summary>Makes the first step when a model file is loaded.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class CarrierKeyFactory : CustomMappingFactory<CarrierNothing, CarrierKey>
{
    public const string Contract = "Muon.MLNet.Key.v1";

    public override Action<CarrierNothing, CarrierKey> GetMapping() => Map;

    public static void Map(CarrierNothing input, CarrierKey output) => output.Key = CarrierKey.Value;
}
