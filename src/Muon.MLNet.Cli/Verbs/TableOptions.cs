using System.CommandLine;
using Muon.MLNet.Cli.Tables;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>The options that say which columns of a table are read.</summary>
internal sealed class TableOptions
{
    public Option<string?> Label { get; } = new("--label-col") { Description = "The column of the labels, of a table.", HelpName = "column" };

    public Option<string?> Text { get; } = new("--text-col") { Description = "The column of the texts, of a table.", HelpName = "column" };

    public Option<string?> Text2 { get; } = new("--text2-col") { Description = "The column of the second text, for models of pairs.", HelpName = "column" };

    public Option<bool?> Header { get; } = new("--has-header") { Description = "Whether the first line of the table holds names. Default: found out.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Reads the rows of a table that a model of texts is asked about.</summary>
    /// <exception cref="ToolException">An option is missing, or the table cannot be read.</exception>
    public List<Example> Read(ParseResult result, string path, TrainedModel model, bool labelled)
    {
        TableFormat format = TableInference.Infer(path, result.GetValue(Header));
        return TableExamples.Read(
            path,
            format,
            labelled ? Find(Label) : null,
            Find(Text)!,
            model.ReadsPairs ? Find(Text2) : null);

        TableColumn? Find(Option<string?> option) => result.GetValue(option) is { } name
            ? format.Find(option.Name, name)
            : throw new ToolException(ExitCodes.Usage, $"{option.Name} is missing; the model reads texts, and the table has {string.Join(", ", format.Columns.Select(column => $"'{column.Name}'"))}.");
    }
}
