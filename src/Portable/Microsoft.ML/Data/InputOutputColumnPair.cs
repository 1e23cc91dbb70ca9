namespace Microsoft.ML;

public sealed class InputOutputColumnPair
{
    public InputOutputColumnPair(string outputColumnName, string inputColumnName = null)
    {
        OutputColumnName = Contracts.NotEmpty(outputColumnName);
        InputColumnName = inputColumnName ?? outputColumnName;
    }

    internal string OutputColumnName { get; }
    internal string InputColumnName { get; }
}
