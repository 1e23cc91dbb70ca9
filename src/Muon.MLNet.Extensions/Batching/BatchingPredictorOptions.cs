using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet.Extensions;

/// <summary>How requests are gathered into batches.</summary>
public sealed class BatchingPredictorOptions
{
    private static readonly TimeSpan MostDelay = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets the largest number of requests that are predicted together.</summary>
    /// <value>The default value is 64. From 1 to 65,536; our transformers cut at 128.</value>
    [Range(1, 65_536)]
    public int MaxBatchSize { get; set; } = 64;

    /// <summary>
    /// Gets or sets how long a batch waits for as many requests as there were lately: those of the batch before, and those that came while
    /// it was predicted. A caller alone never waits; where many ask again and again, all of them are in each batch.
    /// </summary>
    /// <value>The default value is 2 milliseconds. <see cref="TimeSpan.Zero"/>: a batch is what is there. At most a minute.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Gets or sets how many requests may wait. One more is refused with a <see cref="PredictionQueueFullException"/>.</summary>
    /// <value>The default value is 1,024. At least 1.</value>
    [Range(1, int.MaxValue)]
    public int QueueLimit { get; set; } = 1_024;

    /// <summary>
    /// Gets or sets how many batches may be predicted at once, each on a thread of its own. A network uses all cores by itself; more than
    /// one pays where a large part of a prediction runs on one core.
    /// </summary>
    /// <value>The default value is 1. From 1 to 64.</value>
    [Range(1, 64)]
    public int Workers { get; set; } = 1;

    /// <summary>Gets or sets how the members of the typed rows are named in the model.</summary>
    /// <value>The default value is <see langword="null"/>: as they are.</value>
    public BatchColumns? Columns { get; set; }

    /// <summary>Gets or sets the clock of <see cref="MaxDelay"/>.</summary>
    /// <value>The default value is the clock of the system.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal void Validate()
    {
        Check(MaxBatchSize, 1, 65_536, nameof(MaxBatchSize));
        Check(QueueLimit, 1, int.MaxValue, nameof(QueueLimit));
        Check(Workers, 1, 64, nameof(Workers));
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (MaxDelay < TimeSpan.Zero || MaxDelay > MostDelay)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxDelay), MaxDelay, "MaxDelay must be from zero to a minute.");
        }
    }

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}.");
        }
    }
}
