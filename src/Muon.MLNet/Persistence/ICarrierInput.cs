using Microsoft.ML;

namespace Muon.MLNet.Persistence;

/// <summary>The part of a saved model that depends on the kind of its input.</summary>
internal interface ICarrierInput
{
    /// <summary>The step that reads input and payload and runs the network.</summary>
    ITransformer NetworkStep(MLContext context);
}
