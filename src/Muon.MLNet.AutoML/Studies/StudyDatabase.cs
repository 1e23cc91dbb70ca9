using System.Data.Common;
using System.Text.Json;
using Microsoft.ML.SearchSpace;

namespace Muon.MLNet.AutoML.Studies;

/// <summary>
/// The trials of a study. A trial that runs is leased by a worker, who renews the lease; when it runs out, another worker takes the trial
/// over, and the first one can no longer finish it: each trial ends once.
/// </summary>
/// <param name="dialect">The database.</param>
/// <param name="study">The name of the study.</param>
/// <param name="lease">For how long a lease holds.</param>
internal sealed class StudyDatabase(StudyDialect dialect, string study, TimeSpan lease)
{
    /// <summary>A trial whose workers die again and again kills them.</summary>
    public const int MostAttempts = 3;

    private const string Running = "running";
    private const string Columns = "number, parameter, state, metric, loss, seconds, epochs, reason, attempts";

    /// <summary>Makes the tables, where there are none.</summary>
    public void Create()
    {
        using DbConnection connection = dialect.Open();
        using DbTransaction transaction = connection.BeginTransaction();
        if (dialect.CreationLock is { } alone)
        {
            connection.Execute(alone);
        }

        connection.Execute("CREATE TABLE IF NOT EXISTS muon_study (name TEXT PRIMARY KEY)");
        connection.Execute($"""
            CREATE TABLE IF NOT EXISTS muon_trial (
              study TEXT NOT NULL REFERENCES muon_study (name), number INTEGER NOT NULL, parameter TEXT NOT NULL, state TEXT NOT NULL,
              metric {dialect.Real}, loss {dialect.Real}, seconds {dialect.Real} NOT NULL DEFAULT 0, epochs INTEGER NOT NULL DEFAULT 0, reason TEXT,
              worker TEXT NOT NULL, lease {dialect.Real} NOT NULL, attempts INTEGER NOT NULL, PRIMARY KEY (study, number))
            """);
        connection.Execute($"""
            CREATE TABLE IF NOT EXISTS muon_rung (
              study TEXT NOT NULL REFERENCES muon_study (name), number INTEGER NOT NULL, rung INTEGER NOT NULL, value {dialect.Real} NOT NULL,
              PRIMARY KEY (study, rung, number))
            """);
        connection.Execute("INSERT INTO muon_study (name) SELECT @study WHERE NOT EXISTS (SELECT 1 FROM muon_study WHERE name = @study)", ("study", study));
        transaction.Commit();
    }

    /// <summary>All trials, by their numbers.</summary>
    public IReadOnlyList<StoredTrial> Trials()
    {
        using DbConnection connection = dialect.Open();
        return connection.Read(Row, $"SELECT {Columns} FROM muon_trial WHERE study = @study ORDER BY number", ("study", study));
    }

    /// <summary>Leases a new trial, unless there are enough, or one with the same parameters.</summary>
    /// <param name="parameter">The parameters.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="maxTrials">How many trials are enough.</param>
    /// <returns>What became of it, and the number of the trial that was added, or that is the same.</returns>
    public (Placement Placement, int Number) Add(string parameter, string worker, int maxTrials) => Alone(connection =>
    {
        int count = (int)connection.Count("SELECT COUNT(*) FROM muon_trial WHERE study = @study", ("study", study));
        List<(int Number, bool IsRunning)> same = connection.Read(
            reader => (reader.GetInt32(0), string.Equals(reader.GetString(1), Running, StringComparison.Ordinal)),
            "SELECT number, state FROM muon_trial WHERE study = @study AND parameter = @parameter",
            ("study", study), ("parameter", parameter));
        if (count >= maxTrials)
        {
            return (Placement.Full, count);
        }

        if (same is [(int number, bool isRunning), ..])
        {
            return (isRunning ? Placement.Running : Placement.Ended, number);
        }

        connection.Execute(
            $"INSERT INTO muon_trial (study, number, parameter, state, worker, lease, attempts) VALUES (@study, @number, @parameter, @running, @worker, {dialect.Now} + @lease, 1)",
            ("study", study), ("number", count), ("parameter", parameter), ("running", Running), ("worker", worker), ("lease", lease.TotalSeconds));
        return (Placement.Added, count);
    });

    /// <summary>Leases a trial whose lease ran out, or whose worker on this machine is gone. One that was tried too often has failed.</summary>
    public StoredTrial? TakeOver(string worker) => Alone(connection =>
    {
        List<(StoredTrial Trial, string Worker, bool IsOver)> running = connection.Read(
            reader => (Row(reader), reader.GetString(9), reader.GetBoolean(10)),
            $"SELECT {Columns}, worker, lease < {dialect.Now} FROM muon_trial WHERE study = @study AND state = @running ORDER BY number",
            ("study", study), ("running", Running));
        foreach ((StoredTrial trial, string holder, _) in running.Where(r => r.IsOver || WorkerName.IsDead(r.Worker)))
        {
            if (trial.Attempts >= MostAttempts)
            {
                End(connection, trial.Number, holder, TrialState.Failed, new TrialOutcome(Metric: null, Loss: null, Seconds: 0, Epochs: 0, $"its worker died, {trial.Attempts} times"));
                continue;
            }

            connection.Execute(
                $"UPDATE muon_trial SET worker = @worker, lease = {dialect.Now} + @lease, attempts = attempts + 1 WHERE study = @study AND number = @number",
                ("worker", worker), ("lease", lease.TotalSeconds), ("study", study), ("number", trial.Number));
            return trial;
        }

        return null;
    });

    /// <summary>Renews a lease; <see langword="false"/> where the trial is no longer this worker's.</summary>
    public bool Renew(int number, string worker) => Within(connection => connection.Execute(
        $"UPDATE muon_trial SET lease = {dialect.Now} + @lease WHERE study = @study AND number = @number AND worker = @worker AND state = @running",
        ("lease", lease.TotalSeconds), ("study", study), ("number", number), ("worker", worker), ("running", Running))) == 1;

    /// <summary>Gives a trial back, for the next worker; this was no attempt.</summary>
    public void Release(int number, string worker) => Within(connection => connection.Execute(
        "UPDATE muon_trial SET lease = 0, attempts = attempts - 1 WHERE study = @study AND number = @number AND worker = @worker AND state = @running",
        ("study", study), ("number", number), ("worker", worker), ("running", Running)));

    /// <summary>Ends a trial; <see langword="false"/> where it is no longer this worker's.</summary>
    public bool End(int number, string worker, TrialState state, TrialOutcome outcome) => Within(connection => End(connection, number, worker, state, outcome));

    /// <summary>Takes down how far a trial has come, and reads how far all have.</summary>
    public IReadOnlyList<double> AddRung(int number, int rung, double value) => Alone(connection =>
    {
        connection.Execute(
            "INSERT INTO muon_rung (study, number, rung, value) VALUES (@study, @number, @rung, @value) ON CONFLICT (study, rung, number) DO UPDATE SET value = @value",
            ("study", study), ("number", number), ("rung", rung), ("value", value));
        return connection.Read(reader => reader.GetDouble(0), "SELECT value FROM muon_rung WHERE study = @study AND rung = @rung", ("study", study), ("rung", rung));
    });

    private bool End(DbConnection connection, int number, string worker, TrialState state, TrialOutcome outcome) => connection.Execute(
        """
        UPDATE muon_trial SET state = @state, metric = @metric, loss = @loss, seconds = @seconds, epochs = @epochs, reason = @reason
        WHERE study = @study AND number = @number AND worker = @worker AND state = @running
        """,
        ("state", Name(state)), ("metric", outcome.Metric), ("loss", outcome.Loss), ("seconds", outcome.Seconds), ("epochs", outcome.Epochs), ("reason", outcome.Reason),
        ("study", study), ("number", number), ("worker", worker), ("running", Running)) == 1;

    /// <summary>A transaction that no other one of the study comes between.</summary>
    private T Alone<T>(Func<DbConnection, T> work)
    {
        using DbConnection connection = dialect.Open();
        using DbTransaction transaction = connection.BeginTransaction();
        connection.Read(reader => reader.GetString(0), $"SELECT name FROM muon_study WHERE name = @study{dialect.Locking}", ("study", study));
        T result = work(connection);
        transaction.Commit();
        return result;
    }

    private T Within<T>(Func<DbConnection, T> work)
    {
        using DbConnection connection = dialect.Open();
        return work(connection);
    }

    private static StoredTrial Row(DbDataReader reader) => new(
        reader.GetInt32(0),
        JsonSerializer.Deserialize<Parameter>(reader.GetString(1))!,
        State(reader.GetString(2)),
        reader.IsDBNull(3) ? null : reader.GetDouble(3),
        reader.IsDBNull(4) ? null : reader.GetDouble(4),
        TimeSpan.FromSeconds(reader.GetDouble(5)),
        reader.GetInt32(6),
        reader.IsDBNull(7) ? null : reader.GetString(7),
        reader.GetInt32(8));

    private static string Name(TrialState state) => state switch
    {
        TrialState.Completed => "completed",
        TrialState.Pruned => "pruned",
        TrialState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A cancelled trial is given back."),
    };

    private static TrialState? State(string name) => name switch
    {
        Running => null,
        "completed" => TrialState.Completed,
        "pruned" => TrialState.Pruned,
        "failed" => TrialState.Failed,
        _ => throw new InvalidDataException($"The database holds a trial of the state '{name}', which this version does not know."),
    };
}
