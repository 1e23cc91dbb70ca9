using System.Data.Common;

namespace Muon.MLNet.AutoML.Studies;

/// <summary>Commands with named parameters on any database.</summary>
internal static class StudyCommands
{
    public static int Execute(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = connection.Create(text, parameters);
        return command.ExecuteNonQuery();
    }

    public static long Count(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = connection.Create(text, parameters);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static List<T> Read<T>(this DbConnection connection, Func<DbDataReader, T> row, string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = connection.Create(text, parameters);
        using DbDataReader reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private static DbCommand Create(this DbConnection connection, string text, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach ((string name, object? value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
