namespace Microsoft.ML.Transforms;

/// <summary>Output and input names as the catalogs take them.</summary>
internal static class ColumnPairs
{
    public static string Name(string name, string paramName = "columns")
    {
        Contracts.CheckParam(!string.IsNullOrEmpty(name), paramName, $"{paramName} cannot be null or empty");
        return name;
    }

    public static (string Output, string Input) Of(string output, string input) => (Name(output), input ?? output);

    public static (string Output, string Input)[] Of(InputOutputColumnPair[] columns)
    {
        Contracts.CheckParam(columns is { Length: > 0 }, nameof(columns), $"{nameof(columns)} cannot be null or empty");
        return Array.ConvertAll(columns, c => (c.OutputColumnName, c.InputColumnName));
    }
}
