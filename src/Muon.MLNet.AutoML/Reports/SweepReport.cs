using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.ML.SearchSpace;
using Muon.MLNet.AutoML.Reports;

namespace Muon.MLNet;

/// <summary>What came of a sweep: a page with a picture and tables, and the best parameters as C#.</summary>
public static class SweepReport
{
    private const int MostAxes = 8;

    private const string Head = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Sweep</title><style>
        body { font: 15px/1.4 system-ui, sans-serif; margin: 2em; color: #222 } table { border-collapse: collapse; margin: 1em 0 }
        th, td { padding: .25em .7em; border-bottom: 1px solid #ddd; text-align: left } td.n { text-align: right; font-variant-numeric: tabular-nums }
        svg { width: 100%; max-width: 1400px; font-size: 11px } tr.failed { color: #a33 } tr.pruned { color: #777 }
        </style></head><body>

        """;

    /// <summary>Makes a page of HTML that needs nothing else: parallel coordinates, importance, and all trials.</summary>
    /// <param name="trials">The trials, as <see cref="MuonTrialOptions.OnTrialEnd"/> or <see cref="MuonStudy.GetTrials"/> gives them.</param>
    /// <param name="metricName">The name of the metric.</param>
    /// <param name="isMaximize">Whether a larger metric is better.</param>
    /// <returns>The text of the page.</returns>
    public static string ToHtml(IEnumerable<TrialRecord> trials, string metricName = "MicroAccuracy", bool isMaximize = true)
    {
        ArgumentNullException.ThrowIfNull(trials);
        TrialRecord[] all = [.. trials.OrderBy(trial => trial.Id)];
        TrialRecord[] judged = [.. all.Where(trial => trial.Metric is { } metric && double.IsFinite(metric)).OrderByDescending(trial => isMaximize ? trial.Metric : -trial.Metric)];
        IReadOnlyList<ParameterImportance> importance = ParameterImportance.Of(all, isMaximize);
        StringBuilder page = new(Head);
        page.Append(CultureInfo.InvariantCulture, $"<h1>{all.Length} trials, {judged.Length} with a result, {all.Sum(t => t.Duration.TotalSeconds):F0} s</h1>\n");
        if (judged.Length > 0)
        {
            string[] names = importance.Count > 0
                ? [.. importance.Take(MostAxes).Select(i => i.Name)]
                : [.. judged.SelectMany(t => FlatParameters.Of(t.Parameter).Keys).Distinct(StringComparer.Ordinal).Take(MostAxes)];
            page.Append(ParallelCoordinates.Svg(
                [.. judged.Select((t, place) => ((IReadOnlyDictionary<string, object>)FlatParameters.Of(t.Parameter), t.Metric!.Value, 1 - (place / Math.Max(judged.Length - 1.0, 1))))],
                names,
                metricName));
        }

        if (importance.Count > 0)
        {
            Table(page, ["parameter", "variance explained", "best"], importance.Select(i =>
                (Class: "", Cells: new[] { i.Name, i.Share.ToString("P0", CultureInfo.InvariantCulture), i.BestRange })));
        }

        Table(page, ["trial", "state", metricName, "seconds", "epochs", "parameters", "reason"], judged.Concat(all.Except(judged)).Select(t => (t.State.ToString().ToLowerInvariant(), new[]
        {
            t.Id.ToString(CultureInfo.InvariantCulture),
            t.State.ToString().ToLowerInvariant(),
            t.Metric?.ToString("F4", CultureInfo.InvariantCulture) ?? "",
            t.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture),
            t.Epochs.ToString(CultureInfo.InvariantCulture),
            string.Join(", ", FlatParameters.Of(t.Parameter).Select(p => $"{p.Key} {FlatParameters.Text(p.Value)}")),
            t.Reason ?? "",
        })));
        return page.Append("</body></html>\n").ToString();
    }

    /// <summary>The parameters of a trial as C# to paste: <c>new MuonImageSearchSpace { … }</c>, of which <c>ToOptions()</c> makes options.</summary>
    /// <typeparam name="T">The class whose space was swept.</typeparam>
    /// <param name="parameter">The parameter of a trial, or of a step of its pipeline.</param>
    /// <param name="step">The step of the pipeline. The default value is <c>e1</c>: the second one, a trainer behind one other step.</param>
    /// <returns>An expression of C#, without a semicolon.</returns>
    /// <exception cref="ArgumentException">The pipeline has no such step.</exception>
    public static string ToCSharp<T>(Parameter parameter, string step = "e1")
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(parameter);
        Parameter own = parameter;
        foreach (string key in parameter.ContainsKey("_pipeline_") ? ["_pipeline_", step] : Array.Empty<string>())
        {
            own = own.ContainsKey(key) ? own[key] : throw new ArgumentException($"The pipeline has no step '{step}'; it has {string.Join(", ", own.Keys)}.", nameof(step));
        }

        StringBuilder text = new();
        CSharpText.Append(text, own.AsType<T>(), depth: 0);
        return text.ToString();
    }

    private static void Table(StringBuilder page, string[] heads, IEnumerable<(string Class, string[] Cells)> rows)
    {
        page.Append("<table><tr>").AppendJoin("", heads.Select(head => $"<th>{WebUtility.HtmlEncode(head)}</th>")).Append("</tr>\n");
        foreach ((string @class, string[] cells) in rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr class=\"{@class}\">")
                .AppendJoin("", cells.Select(cell => $"<td{(double.TryParse(cell, CultureInfo.InvariantCulture, out _) ? " class=\"n\"" : "")}>{WebUtility.HtmlEncode(cell)}</td>"))
                .Append("</tr>\n");
        }

        page.Append("</table>\n");
    }
}
