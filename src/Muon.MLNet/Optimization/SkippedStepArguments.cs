using System.Runtime.InteropServices;

namespace Muon.MLNet;

/// <summary>What <see cref="MuonOptimizer.OnStepSkipped"/> is told.</summary>
/// <param name="Step">The number of calls of <see cref="MuonOptimizer.step"/> before this one that were not skipped.</param>
/// <param name="LossScale">The loss scale at which a gradient was not finite.</param>
/// <param name="NextLossScale">The loss scale from now on.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SkippedStepArguments(long Step, double LossScale, double NextLossScale);
