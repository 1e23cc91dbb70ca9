using System.Text;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report.Charts;
using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>Whether predictions of a probability are right as often as they say.</summary>
internal static class CalibrationSection
{
    public static Section Of(TestRecord test) => new("calibration", "Calibration", page => Append(page, test.Calibration));

    /// <summary>The mean distance of probability and accuracy, by the number of predictions.</summary>
    public static double Error(IReadOnlyList<CalibrationBin> bins)
    {
        double all = bins.Sum(bin => (double)bin.Count);
        return all == 0 ? double.NaN : bins.Sum(bin => bin.Count / all * Math.Abs(bin.Accuracy - bin.MeanProbability));
    }

    private static void Append(StringBuilder page, IReadOnlyList<CalibrationBin> bins)
    {
        page.Append(CultureInfo.InvariantCulture, $"<p>The expected calibration error is <strong>{HtmlText.Decimal(Error(bins), 3)}</strong>. Where the line runs below the diagonal, the model is surer than it is right.</p>\n<div class=\"charts\">\n");
        new LineChart("chart-calibration", "Accuracy by predicted probability", "probability of the prediction",
        [
            new Series("as predicted", "s3", [(0, 0), (1, 1)]),
            new Series("accuracy", "s0", [.. bins.Where(bin => bin.Count > 0).Select(bin => (bin.MeanProbability, bin.Accuracy))]),
        ]) { IsShare = true }.AppendTo(page);
        page.Append("</div>\n");
        new HtmlTable(
            "Predictions by their probability",
            [new("Probability", IsHeader: true), new("Predictions", IsNumber: true), new("Mean probability", IsNumber: true), new("Accuracy", IsNumber: true)],
            [.. bins.Select(bin => (IReadOnlyList<Cell>)
            [
                new(Invariant($"{bin.From:0.##} to {bin.To:0.##}")), Cell.Count(bin.Count),
                bin.Count > 0 ? Cell.Percent(bin.MeanProbability) : new(HtmlText.None), bin.Count > 0 ? Cell.Percent(bin.Accuracy) : new(HtmlText.None),
            ])]) { Id = "calibration-table" }.AppendTo(page);
    }
}
