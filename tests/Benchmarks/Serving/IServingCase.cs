using Muon.MLNet.Extensions;

namespace Muon.MLNet.Benchmarks.Serving;

/// <summary>A model that is asked for predictions in several ways.</summary>
internal interface IServingCase
{
    string Name { get; }

    /// <summary>By one prediction engine in a loop.</summary>
    ServingResult Engine(TimeSpan time);

    /// <summary>By the batching predictor, for concurrent clients in the same process.</summary>
    ServingResult Batched(TimeSpan time, int clients, BatchingPredictorOptions options);
}
