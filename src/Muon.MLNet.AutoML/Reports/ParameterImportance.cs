using Muon.MLNet.AutoML.Reports;

namespace Muon.MLNet;

/// <summary>How much of the differences between trials one parameter explains.</summary>
/// <param name="Name">The name of the parameter, dotted where it is nested.</param>
/// <param name="Share">The share of the variance of the metric, 0 to 1.</param>
/// <param name="BestRange">Where the trials with the best mean lie: a value, or the range of a group of numbers.</param>
public sealed record ParameterImportance(string Name, double Share, string BestRange)
{
    private const int MostGroups = 5;
    private const int LeastPerGroup = 4;

    /// <summary>
    /// Ranks the parameters of a sweep by the variance that each explains alone. Numbers are divided into up to five groups of as many trials;
    /// the share is ε², that between groups less what as many groups would explain by chance (T. Kelley, "An unbiased correlation ratio
    /// measure", 1935).
    /// </summary>
    /// <remarks>
    /// Trials should be spread over the space: those of a random search are, those of a cost-frugal one lie around its way. What parameters
    /// explain together is not seen. Each trial counts for its rank, so that a few that went wrong do not hide all else.
    /// </remarks>
    /// <param name="trials">The trials; those without a metric are left out.</param>
    /// <param name="isMaximize">Whether a larger metric is better.</param>
    /// <returns>The parameters that differ between trials, the most important first; none for fewer than 8 trials with a metric.</returns>
    public static IReadOnlyList<ParameterImportance> Of(IEnumerable<TrialRecord> trials, bool isMaximize = true)
    {
        ArgumentNullException.ThrowIfNull(trials);
        TrialRecord[] judged = [.. trials.Where(trial => trial.Metric is { } metric && double.IsFinite(metric))];
        if (judged.Length < 2 * LeastPerGroup)
        {
            return [];
        }

        double[] ranks = Ranks([.. judged.Select(trial => isMaximize ? trial.Metric!.Value : -trial.Metric!.Value)]);
        SortedDictionary<string, object>[] rows = [.. judged.Select(trial => FlatParameters.Of(trial.Parameter))];
        return
        [
            .. rows.SelectMany(row => row.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(name => Of(name, [.. rows.Select((row, i) => (row.GetValueOrDefault(name), ranks[i])).Where(pair => pair.Item1 is not null).Select(pair => (pair.Item1!, pair.Item2))]))
                .OfType<ParameterImportance>()
                .OrderByDescending(importance => importance.Share),
        ];
    }

    private static ParameterImportance? Of(string name, (object Value, double Rank)[] trials)
    {
        (object First, object Last, double[] Ranks)[] groups = [.. Groups(trials)];
        if (groups.Length < 2)
        {
            return null;
        }

        double mean = trials.Average(trial => trial.Rank);
        double total = trials.Sum(trial => (trial.Rank - mean) * (trial.Rank - mean));
        double within = groups.Sum(group => group.Ranks.Sum(rank => (rank - group.Ranks.Average()) * (rank - group.Ranks.Average())));
        double left = (trials.Length - 1.0) / Math.Max(trials.Length - groups.Length, 1) * within;
        (object first, object last, _) = groups.MaxBy(group => group.Ranks.Average());
        string range = Equals(first, last) ? FlatParameters.Text(first) : $"{FlatParameters.Text(first)} to {FlatParameters.Text(last)}";
        return new ParameterImportance(name, total == 0 ? 0 : Math.Clamp(1 - (left / total), 0, 1), range);
    }

    private static IEnumerable<(object First, object Last, double[] Ranks)> Groups((object Value, double Rank)[] trials)
    {
        IGrouping<object, (object Value, double Rank)>[] values = [.. trials.GroupBy(trial => trial.Value)];
        if (values.Length <= MostGroups || trials.Any(trial => trial.Value is string))
        {
            return values.Select(value => (value.Key, value.Key, value.Select(trial => trial.Rank).ToArray()));
        }

        int count = Math.Min(MostGroups, trials.Length / LeastPerGroup);
        (object Value, double Rank)[] sorted = [.. trials.OrderBy(trial => (double)trial.Value)];
        return Enumerable.Range(0, count)
            .Select(i => sorted[(i * sorted.Length / count)..((i + 1) * sorted.Length / count)])
            .Select(part => (part[0].Value, part[^1].Value, part.Select(trial => trial.Rank).ToArray()));
    }

    /// <summary>Places from 0, the mean of them for equal values.</summary>
    private static double[] Ranks(double[] values) =>
        [.. values.Select(value => values.Count(other => other < value) + ((values.Count(other => other.Equals(value)) - 1) / 2.0))];
}
