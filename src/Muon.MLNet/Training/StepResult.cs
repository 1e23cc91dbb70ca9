namespace Muon.MLNet.Training;

/// <summary>What a step gave.</summary>
/// <param name="Loss">The mean loss of the batch.</param>
/// <param name="Correct">The examples that were classified rightly.</param>
/// <param name="Failure">What was not finite, so that no update was made; <see langword="null"/> where all was.</param>
internal readonly record struct StepResult(double Loss, long Correct, string? Failure);
