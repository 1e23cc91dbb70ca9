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

    /// <summary>By samples/WebApi, for concurrent clients over HTTP, all in this process; null for a model that it does not serve.</summary>
    ServingResult? Web(TimeSpan time, int clients);
}
