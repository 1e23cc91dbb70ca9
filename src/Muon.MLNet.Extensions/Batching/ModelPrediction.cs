namespace Muon.MLNet.Extensions;

/// <summary>A prediction, and the model that made it.</summary>
/// <typeparam name="TOutput">What is read of a prediction.</typeparam>
/// <param name="Prediction">The prediction.</param>
/// <param name="Model">The version that made it, which may have been replaced meanwhile: its schema and names stay readable, its network may be gone.</param>
public readonly record struct ModelPrediction<TOutput>(TOutput Prediction, ServedModel Model);
