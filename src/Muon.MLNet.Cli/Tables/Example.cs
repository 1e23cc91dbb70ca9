namespace Muon.MLNet.Cli.Tables;

/// <summary>A labelled picture or text, as the pipelines of this program read it. The properties are the columns.</summary>
internal sealed class Example
{
    public string Label { get; set; } = "";

    public string ImagePath { get; set; } = "";

    public string Text { get; set; } = "";

    public string Text2 { get; set; } = "";
}
