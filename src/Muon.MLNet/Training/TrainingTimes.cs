namespace Muon.MLNet;

/// <summary>Where the time of a training went, of one call of <c>Fit</c>.</summary>
/// <remarks>
/// On a GPU the program goes on while the device computes; such work is counted where the program next waits for the device, which is behind the
/// backward pass, where the loss is read.
/// </remarks>
/// <param name="Data">Waiting for batches: what the threads that decode and augment did not do in time.</param>
/// <param name="Forward">Forward passes.</param>
/// <param name="Backward">Backward passes, and the look at loss and gradients.</param>
/// <param name="Optimizer">Steps of the optimizer.</param>
/// <param name="Validation">Judging epochs.</param>
public readonly record struct TrainingTimes(TimeSpan Data, TimeSpan Forward, TimeSpan Backward, TimeSpan Optimizer, TimeSpan Validation)
{
    /// <summary>One line for a console or a log.</summary>
    /// <returns>The times in seconds, in the invariant culture.</returns>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"waiting for data {Data.TotalSeconds:F1} s, forward {Forward.TotalSeconds:F1} s, backward {Backward.TotalSeconds:F1} s, optimizer {Optimizer.TotalSeconds:F1} s, validation {Validation.TotalSeconds:F1} s");
}
