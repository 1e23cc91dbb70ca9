namespace Muon.MLNet.Cli.Tables;

/// <summary>A class, as a row of the list of all.</summary>
internal sealed class ClassName
{
    public string Label { get; set; } = "";
}
