namespace Muon.MLNet;

/// <summary>The exceptions that ML.NET throws for columns that are missing or of the wrong type, in its words' order.</summary>
internal static class SchemaErrors
{
    private const string ParameterName = "inputSchema";

    public static ArgumentOutOfRangeException Missing(string role, string column) =>
        new(ParameterName, $"Could not find {role} column '{column}'");

    public static ArgumentOutOfRangeException Mismatch(string role, string column, string expected, string actual) =>
        new(ParameterName, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");
}
