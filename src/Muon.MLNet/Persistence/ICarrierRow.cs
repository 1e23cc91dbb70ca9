using Muon.MLNet.Prediction;

namespace Muon.MLNet.Persistence;

/// <summary>A row of the saved form as the network step reads it: the payload, and an input of one kind.</summary>
internal interface ICarrierRow
{
    ReadOnlyMemory<char> Payload { get; }

    /// <summary>Creates the batch of one that reads this row's input.</summary>
    IInputBatch CreateBatch(IClassifier classifier);
}
