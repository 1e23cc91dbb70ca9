namespace Muon.MLNet.Cli.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Name">Its name: of the header, or <c>col0</c>, <c>col1</c> and so on, as ML.NET's AutoML names them.</param>
/// <param name="Kind">The type of its values, as ML.NET's AutoML names it: <c>Boolean</c>, <c>Single</c> or <c>String</c>.</param>
internal sealed record TableColumn(int Index, string Name, string Kind);
