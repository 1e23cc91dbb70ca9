using System.Text;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report.Charts;
using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>How training went: loss, accuracy and learning rate, and the numbers of each epoch.</summary>
internal static class CourseSection
{
    public static Section Of(RunRecord run) => new("course", "Course of training", page => Append(page, run));

    private static void Append(StringBuilder page, RunRecord run)
    {
        if (run.Epochs.Count == 0)
        {
            page.Append("<p>Training ended before the first epoch was complete.</p>\n");
        }

        (double X, string Name)? best = run.BestEpoch is { } epoch && run.Epochs.Count > 1 ? (epoch, "kept") : null;
        page.Append("<div class=\"charts\">\n");
        if (run.Epochs.Count > 0)
        {
            new LineChart("chart-loss", "Loss, in nats", "epoch", Lines(run, e => e.TrainLoss, e => e.ValidationLoss)) { IsWholeX = true, Mark = best }.AppendTo(page);
            new LineChart("chart-accuracy", "Accuracy", "epoch", Lines(run, e => e.TrainAccuracy, e => e.ValidationAccuracy)) { IsWholeX = true, IsShare = true, Mark = best }.AppendTo(page);
        }

        AppendSteps(page, run);
        page.Append("</div>\n");
        if (run.Epochs.Count > 0)
        {
            page.Append("<details><summary>The numbers of each epoch</summary>\n");
            Table(run).AppendTo(page);
            page.Append("</details>\n");
        }
    }

    private static Series[] Lines(RunRecord run, Func<EpochRecord, double> train, Func<EpochRecord, double?> validation)
    {
        Series first = new("training", "s0", [.. run.Epochs.Select(e => ((double)e.Epoch, train(e)))]);
        return run.Epochs.Any(e => validation(e) is not null)
            ? [first, new Series("validation", "s1", [.. run.Epochs.Where(e => validation(e) is not null).Select(e => ((double)e.Epoch, validation(e)!.Value))])]
            : [first];
    }

    private static void AppendSteps(StringBuilder page, RunRecord run)
    {
        if (run.Steps.Count > 0)
        {
            new LineChart("chart-rate", "Learning rate", "step", [new Series("learning rate", "s0", [.. run.Steps.Select(s => ((double)s.Step, s.LearningRate))])]) { IsWholeX = true }.AppendTo(page);
            new LineChart("chart-batch", "Loss of the batches, in nats", "step", [new Series("batch", "s0", [.. run.Steps.Select(s => ((double)s.Step, s.BatchLoss))])]) { IsWholeX = true }.AppendTo(page);
        }
        else if (run.Epochs.Count > 0)
        {
            new LineChart("chart-rate", "Learning rate at the end of the epoch", "epoch", [new Series("learning rate", "s0", [.. run.Epochs.Select(e => ((double)e.Epoch, e.LearningRate))])]) { IsWholeX = true }.AppendTo(page);
        }
    }

    private static HtmlTable Table(RunRecord run) => new(
        run.BestEpoch is { } best ? $"Epochs; the weights of epoch {best.ToString(CultureInfo.InvariantCulture)} were kept" : "Epochs",
        [new("Epoch", IsNumber: true), new("Loss", IsNumber: true), new("Accuracy", IsNumber: true), new("Validation loss", IsNumber: true), new("Validation accuracy", IsNumber: true), new("Learning rate", IsNumber: true), new("Examples/s", IsNumber: true), new("After", IsNumber: true)],
        [.. run.Epochs.Select(e => (IReadOnlyList<Cell>)
        [
            Cell.Count(e.Epoch), Cell.Decimal(e.TrainLoss), Cell.Percent(e.TrainAccuracy), Cell.Decimal(e.ValidationLoss), Cell.Percent(e.ValidationAccuracy),
            new(HtmlText.Brief(e.LearningRate)), Cell.Decimal(e.ExamplesPerSecond, 0), new(HtmlText.Duration(e.ElapsedSeconds)),
        ])]) { Id = "epochs" };
}
