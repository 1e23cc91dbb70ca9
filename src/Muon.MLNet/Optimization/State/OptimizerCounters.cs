using System.Runtime.InteropServices;

namespace Muon.MLNet;

/// <summary>The numbers of an optimizer's state that belong to no parameter, see <see cref="MuonGroupOptions"/>.</summary>
/// <param name="Steps">The number of steps.</param>
/// <param name="LearningRate">That of the parameter group.</param>
/// <param name="InitialLearningRate">That of the first step.</param>
/// <param name="Scheduled">The one that the schedule gave last.</param>
/// <param name="LossScale">What losses are multiplied by.</param>
/// <param name="GoodSteps">The number of steps since the loss scale moved.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OptimizerCounters(
    long Steps, double LearningRate, double InitialLearningRate, double Scheduled, double LossScale, long GoodSteps);
