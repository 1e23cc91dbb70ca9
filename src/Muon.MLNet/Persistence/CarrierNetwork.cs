using Muon.MLNet.Prediction;

namespace Muon.MLNet.Persistence;

/// <summary>The network step of the saved form.</summary>
internal static class CarrierNetwork
{
    public static void Map<TRow>(TRow input, CarrierOutput output)
        where TRow : ICarrierRow
    {
        IClassifier classifier = CarrierModels.Get(input.Payload);
        IInputBatch batch = input.CreateBatch(classifier);
        batch.Add();
        float[] scores = new float[classifier.Labels.Count];
        batch.Score(scores);
        output.Set(scores);
        output.Index = PredictionGetters.BestKey(scores);
    }
}
