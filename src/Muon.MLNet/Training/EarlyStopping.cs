using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

/// <summary>
/// Ends training when the validation accuracy, or the metric that was chosen instead, no longer gets better. Needs a validation set. The weights of the best epoch
/// are the ones that are kept, whether or not training stopped early.
/// </summary>
public sealed class EarlyStopping
{
    /// <summary>Gets or sets how many epochs in a row may pass without a new best one by the validation metric.</summary>
    /// <value>The default value is 3. At least 1.</value>
    [Range(1, int.MaxValue)]
    public int Patience { get; set; } = 3;

    /// <summary>Gets or sets by how much the metric must get better to count: shares from 0 to 1, or nats of the loss.</summary>
    /// <value>The default value is 0. From 0 up to, but not including, 1.</value>
    [Range(0.0, 1.0)]
    public double MinDelta { get; set; }

    internal void Validate()
    {
        if (Patience < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(Patience), Patience, "EarlyStopping.Patience must be at least 1.");
        }

        if (!(MinDelta >= 0 && MinDelta < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(MinDelta), MinDelta, "EarlyStopping.MinDelta must be at least 0 and less than 1.");
        }
    }
}
