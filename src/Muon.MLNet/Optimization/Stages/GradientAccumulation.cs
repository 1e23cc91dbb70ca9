using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Averages the gradients of several calls into one update.</summary>
internal static class GradientAccumulation
{
    /// <summary>Adds the gradients of one call; on the last of <paramref name="calls"/> replaces them by the average.</summary>
    /// <param name="gradients">The gradients of this call, null where there is none.</param>
    /// <param name="states">Where sums are kept.</param>
    /// <param name="step">The number of calls before this one.</param>
    /// <param name="calls">The number of calls that make one update.</param>
    /// <returns>Whether an update is due.</returns>
    public static bool Apply(Tensor?[] gradients, IReadOnlyList<ParameterState> states, long step, int calls)
    {
        bool due = (step + 1) % calls == 0;
        for (int i = 0; i < gradients.Length && calls > 1; i++)
        {
            if (gradients[i] is not { } gradient)
            {
                continue;
            }

            Tensor sum = states[i].Accumulated!;
            sum.add_(gradient);
            if (due)
            {
                gradients[i] = sum.Over(calls);
                sum.zero_();
            }
        }

        return due;
    }
}
