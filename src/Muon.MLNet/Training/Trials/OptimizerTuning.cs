namespace Muon.MLNet.Training.Trials;

/// <summary>What a sweep changes in the settings of the optimizer that measured best; all else stays as it is, the schedule's shape too.</summary>
/// <param name="PeakLearningRate">The highest learning rate.</param>
/// <param name="Adjust">Changes the other settings.</param>
internal sealed record OptimizerTuning(double PeakLearningRate, Action<MuonOptions> Adjust);
