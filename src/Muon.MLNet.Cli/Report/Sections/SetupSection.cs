using System.Text;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>The data, the machine and the options.</summary>
internal static class SetupSection
{
    public static Section Of(TrainingRecord record) => new("setup", "Data, environment and options", page => Append(page, record));

    private static void Append(StringBuilder page, TrainingRecord record)
    {
        page.Append("<div class=\"columns\">\n");
        Data(record).AppendTo(page);
        Environment(record.Environment).AppendTo(page);
        HtmlTable.Pairs("Options of the trainer", "Option", "Value", record.Run.Options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => (option.Key, HtmlText.Encode(option.Value)))).AppendTo(page);
        page.Append("</div>\n<details><summary>Examples by class</summary>\n");
        new HtmlTable(
            "Examples by class, over all data",
            [new("Class", IsHeader: true), new("Examples", IsNumber: true)],
            [.. record.Data.ClassCounts.Select(pair => (IReadOnlyList<Cell>)[Cell.Name(pair.Key), Cell.Count(pair.Value)])]) { Id = "class-counts", IsSortable = true }.AppendTo(page);
        page.Append("</details>\n");
    }

    private static HtmlTable Data(TrainingRecord record) => HtmlTable.Pairs("Data", "What", "Value",
    [
        ("Data set", HtmlText.Encode(record.Data.Dataset)),
        ("Validation data set", record.Data.ValidationDataset is { } path ? HtmlText.Encode(path) : record.Data.ValidationCount > 0 ? "a part of the data set" : "none"),
        ("Trained on", HtmlText.Count(record.Data.TrainCount)),
        ("Validated with", HtmlText.Count(record.Data.ValidationCount)),
        ("Held out for this report", HtmlText.Count(record.Data.TestCount)),
        ("Classes", HtmlText.Count(record.Data.ClassCounts.Count)),
        ("Model", HtmlText.Encode(record.ModelFile)),
    ]);

    private static HtmlTable Environment(EnvironmentRecord environment) => HtmlTable.Pairs("Environment", "What", "Value",
    [
        ("Muon.MLNet", HtmlText.Encode(environment.MuonVersion)),
        ("libtorch", HtmlText.Encode(environment.Libtorch)),
        (".NET", HtmlText.Encode(environment.DotNet)),
        ("Operating system", HtmlText.Encode(environment.OperatingSystem)),
        ("Processor", HtmlText.Encode(environment.Cpu)),
        ("Logical processors", HtmlText.Count(environment.Processors)),
        ("Threads", HtmlText.Count(environment.Threads)),
        ("Device", HtmlText.Encode(environment.Device)),
        ("Precision", HtmlText.Encode(environment.Precision)),
        ("Seed", environment.Seed.ToString(CultureInfo.InvariantCulture)),
    ]);
}
