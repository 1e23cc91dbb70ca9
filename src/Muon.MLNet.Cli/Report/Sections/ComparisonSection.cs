using System.Text;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report.Charts;
using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>Two trainings that differ in the optimizer.</summary>
internal static class ComparisonSection
{
    public static Section Of(RunRecord first, RunRecord second) => new("comparison", $"{first.Optimizer} against {second.Optimizer}", page => Append(page, first, second));

    private static void Append(StringBuilder page, RunRecord first, RunRecord second)
    {
        RunRecord[] runs = [first, second];
        bool isJudged = runs.All(run => run.Epochs.Any(epoch => epoch.ValidationLoss is not null));
        Func<EpochRecord, double> loss = isJudged ? epoch => epoch.ValidationLoss ?? double.NaN : epoch => epoch.TrainLoss;
        Func<EpochRecord, double> accuracy = isJudged ? epoch => epoch.ValidationAccuracy ?? double.NaN : epoch => epoch.TrainAccuracy;
        string kind = isJudged ? "Validation" : "Training";
        page.Append(CultureInfo.InvariantCulture, $"<p>The same network, first weights, batches and form of the schedule. The highest learning rate was {Rate(first)} with {HtmlText.Encode(first.Optimizer)} and {Rate(second)} with {HtmlText.Encode(second.Optimizer)}. Each ran once, and no rate was searched for: this is an impression, not a measurement.</p>\n");
        page.Append("<div class=\"charts\">\n");
        if (runs.Any(run => run.Epochs.Count > 0))
        {
            new LineChart("chart-comparison-loss", $"{kind} loss by epoch, in nats", "epoch", Lines(runs, epoch => epoch.Epoch, loss)) { IsWholeX = true }.AppendTo(page);
            new LineChart("chart-comparison-accuracy", $"{kind} accuracy by epoch", "epoch", Lines(runs, epoch => epoch.Epoch, accuracy)) { IsWholeX = true, IsShare = true }.AppendTo(page);
            new LineChart("chart-comparison-time", $"{kind} loss by time, in nats", "seconds", Lines(runs, epoch => epoch.ElapsedSeconds, loss)).AppendTo(page);
        }

        page.Append("</div>\n");
        Table(runs).AppendTo(page);
    }

    private static string Rate(RunRecord run) => HtmlText.Encode(run.Steps.Count == 0 ? HtmlText.None : run.Steps.Max(step => step.LearningRate).ToString("G3", CultureInfo.InvariantCulture));

    private static Series[] Lines(RunRecord[] runs, Func<EpochRecord, double> x, Func<EpochRecord, double> y) =>
        [.. runs.Select((run, i) => new Series(run.Optimizer, i == 0 ? "s0" : "s1", [.. run.Epochs.Select(epoch => (x(epoch), y(epoch)))]))];

    private static HtmlTable Table(RunRecord[] runs)
    {
        (string Name, Func<RunRecord, string> Text)[] rows =
        [
            ("Micro accuracy", run => HtmlText.Decimal(run.Test?.MicroAccuracy)),
            ("Macro accuracy", run => HtmlText.Decimal(run.Test?.MacroAccuracy)),
            ("Log loss, in nats", run => HtmlText.Decimal(run.Test?.LogLoss)),
            ("Epochs", run => HtmlText.Count(run.Epochs.Count)),
            ("Kept epoch", run => run.BestEpoch is { } best ? HtmlText.Count(best) : HtmlText.None),
            ("Time", run => HtmlText.Duration(run.Seconds)),
            ("Optimizer's share of it", run => HtmlText.Percent(run.Time?.Optimizer / run.Seconds)),
            ("End", run => HtmlText.Encode(run.End)),
        ];
        return new HtmlTable(
            "Both trainings, on the examples held out",
            [new("", IsHeader: true), .. runs.Select(run => new Column(run.Optimizer, IsNumber: true))],
            [.. rows.Select(row => (IReadOnlyList<Cell>)[Cell.Text(row.Name), .. runs.Select(run => new Cell(row.Text(run)))])]) { Id = "comparison-table" };
    }
}
