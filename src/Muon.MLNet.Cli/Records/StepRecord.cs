namespace Muon.MLNet.Cli.Records;

/// <summary>One step of the optimizer.</summary>
/// <param name="Step">The step, from 1, over all epochs.</param>
/// <param name="BatchLoss">The mean loss of its batch, in nats.</param>
/// <param name="LearningRate">The learning rate of Muon.</param>
internal sealed record StepRecord(long Step, double BatchLoss, double LearningRate);
