using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Muon.MLNet.AutoML.Studies;

/// <summary>In what the databases differ.</summary>
internal abstract class StudyDialect
{
    /// <summary>Gets seconds since 1970 by the clock of the database, so that those of several machines need not agree.</summary>
    public abstract string Now { get; }

    /// <summary>Gets what is asked of the row of the study, so that no other transaction of it comes between.</summary>
    public abstract string Locking { get; }

    /// <summary>Gets what keeps others away while tables are made, where a transaction by itself does not.</summary>
    public virtual string? CreationLock => null;

    /// <summary>Gets the type of numbers of double precision.</summary>
    public abstract string Real { get; }

    public abstract DbConnection Open();

    /// <summary>The dialect of a connection string: a server's where it names a host, else that of a file.</summary>
    public static StudyDialect Of(string connection)
    {
        DbConnectionStringBuilder parts;
        try
        {
            parts = new DbConnectionStringBuilder { ConnectionString = connection };
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"'{connection}' is no connection string. An SQLite file is 'Data Source=sweep.db', a PostgreSQL server 'Host=name;Database=name;Username=name'.", nameof(connection), e);
        }

        return parts.ContainsKey("Host") ? new Postgres(connection) : new Sqlite(connection);
    }

    private sealed class Sqlite(string connection) : StudyDialect
    {
        public override string Now => "((julianday('now') - 2440587.5) * 86400.0)";

        // A transaction of SQLite that begins with the wish to write is alone.
        public override string Locking => "";

        public override string Real => "REAL";

        public override DbConnection Open()
        {
            SqliteConnection opened = new(connection);
            opened.Open();
            using SqliteCommand command = opened.CreateCommand();

            // Readers do not wait for writers; what was committed is on disk before anybody hears of it.
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            command.ExecuteNonQuery();
            return opened;
        }
    }

    private sealed class Postgres(string connection) : StudyDialect
    {
        public override string Now => "EXTRACT(EPOCH FROM clock_timestamp())::double precision";

        public override string Locking => " FOR UPDATE";

        public override string Real => "DOUBLE PRECISION";

        // Two sessions that make the same table at once fail, in spite of IF NOT EXISTS.
        public override string CreationLock => "SELECT pg_advisory_xact_lock(7239846152)";

        public override DbConnection Open()
        {
            NpgsqlConnection opened = new(connection);
            opened.Open();
            return opened;
        }
    }
}
