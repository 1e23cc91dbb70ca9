namespace Muon.MLNet.Tests.TestData;

/// <summary>A row with the path of a picture and a label.</summary>
internal sealed class PathRow
{
    public string Path { get; set; } = "";

    public string Label { get; set; } = "";
}
