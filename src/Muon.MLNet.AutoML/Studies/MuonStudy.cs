using Muon.MLNet.AutoML.Studies;

namespace Muon.MLNet;

/// <summary>
/// The trials of a sweep in a database: an SQLite file, or a PostgreSQL server for several machines. A sweep that ends, or is killed, goes on
/// from there; any number of processes work on one study at a time.
/// </summary>
/// <remarks>
/// Every worker leases the trial that it runs and renews the lease. One that dies stops renewing: its trial is taken over by another worker
/// when the lease runs out, on the same machine at once. What a worker finishes after it lost its lease does not count.
/// </remarks>
public sealed class MuonStudy
{
    private const double LeastLeaseSeconds = 1;
    private const double DefaultLeaseSeconds = 60;

    private MuonStudy(StudyDialect dialect, string name, TimeSpan lease)
    {
        Name = name;
        Lease = lease;
        Database = new StudyDatabase(dialect, name, lease);
    }

    /// <summary>Gets the name of the study in its database.</summary>
    public string Name { get; }

    /// <summary>Gets for how long a worker that no longer answers keeps its trial.</summary>
    /// <value>The default value is a minute. At least a second.</value>
    public TimeSpan Lease { get; }

    internal StudyDatabase Database { get; }

    /// <summary>Opens a study, and makes it where there is none of that name.</summary>
    /// <param name="connection"><c>Data Source=sweep.db</c> for a file, <c>Host=server;Database=sweeps;Username=me</c> for PostgreSQL, or the path of a file.</param>
    /// <param name="name">The name of the study; one database holds many.</param>
    /// <param name="lease">For how long a worker that no longer answers keeps its trial. The default value is <see langword="null"/>: a minute.</param>
    /// <returns>The study.</returns>
    /// <exception cref="ArgumentException">The text is no connection string, or the lease is too short.</exception>
    /// <exception cref="System.Data.Common.DbException">The database cannot be opened.</exception>
    public static MuonStudy Open(string connection, string name, TimeSpan? lease = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connection);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        TimeSpan time = lease ?? TimeSpan.FromSeconds(DefaultLeaseSeconds);
        if (time < TimeSpan.FromSeconds(LeastLeaseSeconds))
        {
            throw new ArgumentOutOfRangeException(nameof(lease), time, "The lease must be at least a second: it is renewed three times in its duration.");
        }

        MuonStudy study = new(StudyDialect.Of(connection.Contains('=', StringComparison.Ordinal) ? connection : $"Data Source={connection}"), name, time);
        study.Database.Create();
        return study;
    }

    /// <summary>Reads all trials, those that run included.</summary>
    /// <returns>The trials by their numbers.</returns>
    public IReadOnlyList<StoredTrial> GetTrials() => Database.Trials();

    /// <summary>Finds the best trial.</summary>
    /// <returns>The one of the least loss, the first of several; <see langword="null"/> where none has one.</returns>
    public StoredTrial? GetBest() => GetTrials().Where(trial => trial.Loss is not null).MinBy(trial => trial.Loss);
}
