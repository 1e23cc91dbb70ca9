using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

/// <content>Long runs: how they end, where they are saved, how they go on.</content>
public abstract partial class MuonTrainerOptions
{
    /// <summary>Gets or sets what <c>Fit</c> does when <see cref="CancellationToken"/> ends training.</summary>
    /// <value>The default value is <see cref="CancelAction.Keep"/>.</value>
    public CancelAction OnCancel { get; set; } = CancelAction.Keep;

    /// <summary>
    /// Gets or sets for how long <c>Fit</c> trains, from its first step. Training then ends after the current step, and what was learned
    /// is kept: the best epoch with a validation set, else the weights as they are. A run that is resumed has the whole time again.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: no limit. Above zero.</value>
    public TimeSpan? MaxTrainingTime { get; set; }

    /// <summary>Gets or sets a folder in which the run is saved now and then, to go on from there; it is created. One folder holds one run.</summary>
    /// <value>The default value is <see langword="null"/>: nothing is saved.</value>
    public string? CheckpointDirectory { get; set; }

    /// <summary>Gets or sets how often the run is saved. Ignored without <see cref="CheckpointDirectory"/>.</summary>
    /// <value>The default value is after each epoch.</value>
    [Required]
    public CheckpointInterval CheckpointEvery { get; set; } = new();

    /// <summary>Gets or sets how many checkpoints are kept, the newest ones. That of the best epoch is kept besides.</summary>
    /// <value>The default value is 3. At least 1.</value>
    [Range(1, int.MaxValue)]
    public int KeepCheckpoints { get; set; } = 3;

    /// <summary>
    /// Gets or sets whether to go on from the newest intact checkpoint of <see cref="CheckpointDirectory"/>. The same data, seed, options
    /// and number of threads give the same weights, to the last bit, as without the interruption. Where there is none, training starts afresh.
    /// </summary>
    /// <value>The default value is <see langword="false"/>; a folder that holds checkpoints is refused then.</value>
    public bool Resume { get; set; }

    /// <summary>
    /// Gets or sets a folder for an event file that TensorBoard shows: <c>train/batch_loss</c> and <c>train/learning_rate</c> of each step, and of
    /// each epoch <c>train/loss</c>, <c>train/accuracy</c>, <c>train/examples_per_second</c>, and with validation data <c>validation/loss</c>,
    /// <c>validation/accuracy</c> and <c>validation/macro_accuracy</c>, all over the number of steps. It is created. One folder shows as one run; one
    /// that is resumed goes on in it. Where the file can no longer be written, a warning says so and training goes on without.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: none is written.</value>
    public string? TensorBoardDirectory { get; set; }

    private void ValidateRuns()
    {
        OptionChecks.Defined(OnCancel, nameof(OnCancel));
        OptionChecks.InRange(KeepCheckpoints, 1, int.MaxValue, nameof(KeepCheckpoints));
        ArgumentNullException.ThrowIfNull(CheckpointEvery);
        CheckpointEvery.Validate();
        if (MaxTrainingTime is { } time && time <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxTrainingTime), time, "MaxTrainingTime must be above zero; leave it null for no limit.");
        }

        if (CheckpointDirectory is { } directory && string.IsNullOrWhiteSpace(directory))
        {
            throw new ArgumentException("CheckpointDirectory is blank; it must be the path of a folder, or null for no checkpoints.", nameof(CheckpointDirectory));
        }

        if (TensorBoardDirectory is { } events && string.IsNullOrWhiteSpace(events))
        {
            throw new ArgumentException("TensorBoardDirectory is blank; it must be the path of a folder, or null for no event file.", nameof(TensorBoardDirectory));
        }

        if (Resume && CheckpointDirectory is null)
        {
            throw new ArgumentException("Resume is true, but CheckpointDirectory is null; set it to the folder of the run that is to go on.", nameof(Resume));
        }
    }
}
