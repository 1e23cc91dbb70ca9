namespace Muon.MLNet.Cli.Report.Html;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name, plain text.</param>
/// <param name="IsNumber">Whether it holds numbers: set right, sorted by value.</param>
/// <param name="IsHeader">Whether its cells name their rows.</param>
/// <param name="IsShort">Whether its texts are words that are not broken.</param>
internal sealed record Column(string Name, bool IsNumber = false, bool IsHeader = false, bool IsShort = false);
