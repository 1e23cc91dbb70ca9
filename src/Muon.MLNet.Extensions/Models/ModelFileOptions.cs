using Microsoft.ML;

namespace Muon.MLNet.Extensions;

/// <summary>How a model file is loaded, checked and watched.</summary>
public sealed class ModelFileOptions
{
    private static readonly TimeSpan MaxWatchInterval = TimeSpan.FromDays(1);

    /// <summary>Gets or sets what makes a model of the file.</summary>
    /// <value>The default value is <c>context.Model.LoadMuon</c>, which takes any model of ML.NET.</value>
    public Func<MLContext, string, ITransformer> Load { get; set; } = static (context, path) => context.Model.LoadMuon(path, out _);

    /// <summary>
    /// Gets or sets what a model has to go through before it serves: it throws where the model is not to be used.
    /// <see cref="ModelProbe.Of{TInput, TOutput}(MLContext, TInput, BatchColumns?)"/> makes one from an example.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: a file that can be loaded is good.</value>
    public Action<ITransformer>? Probe { get; set; }

    /// <summary>
    /// Gets or sets how often the file is looked at for a change of its length or times. It is looked at, and not listened to, so that files
    /// that are replaced by a rename, written in place, or reached through a link or a mount are all noticed.
    /// </summary>
    /// <value>The default value is one second, at most a day. <see cref="TimeSpan.Zero"/>: never; call <c>Reload</c>.</value>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets what is told of each attempt to load the file anew, on the thread that made it. It must not throw: on the thread of the watch
    /// that would end the process.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: the failure of an attempt is found in <c>LastError</c> alone.</value>
    public Action<ModelReloadArguments>? OnReload { get; set; }

    /// <summary>Gets or sets the clock of the watch.</summary>
    /// <value>The default value is the clock of the system.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Load);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (WatchInterval < TimeSpan.Zero || WatchInterval > MaxWatchInterval)
        {
            throw new ArgumentOutOfRangeException(nameof(WatchInterval), WatchInterval, "WatchInterval must be from zero, which turns the watch off, to a day.");
        }
    }
}
