using System.Globalization;
using System.Text.Json.Nodes;

namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>One case.</summary>
internal sealed record ConvergenceResult(string Name, int Classes, int[] Seeds, Outcome Muon, Outcome AdamW, Target[] Targets)
{
    /// <summary>A row for each thing that was tried on the validation pictures, with a star at what was chosen.</summary>
    public IEnumerable<string[]> TrialRows() => new[] { Muon, AdamW }.SelectMany(outcome => outcome.Trials.Select(trial => new[]
    {
        Name,
        outcome.Name + (trial == outcome.Best ? outcome.IsInside ? " *" : " * (edge)" : ""),
        trial.Peak.ToString("G4", CultureInfo.InvariantCulture),
        trial.Decay.ToString("G4", CultureInfo.InvariantCulture),
        Report.Number(trial.Curve.Late, "F4"),
        Report.Number(outcome.Choice.Epochs(trial), "F2"),
    }));

    public IEnumerable<string[]> SeedRows() => Seeds.SelectMany((seed, i) => new[] { Muon, AdamW }.Select(outcome =>
        (string[])[
            Name,
            outcome.Name,
            seed.ToString(CultureInfo.InvariantCulture),
            Report.Number(outcome.Curves[i].Final, "F4"),
            .. Targets.Select(target => Report.Number(Curve.EpochsTo(target.Accuracy, outcome.Curves[i].Accuracy, Classes), "F2")),
        ]));

    public IEnumerable<string[]> TargetRows() => Targets.Select(target => new[]
    {
        Name,
        target.Name,
        Report.Number(target.Accuracy, "F4"),
        Report.Number(target.Muon, "F2"),
        Report.Number(target.AdamW, "F2"),
        Report.Number(target.Ratio, "F2"),
        string.Create(CultureInfo.InvariantCulture, $"{Muon.FinalMean:F4} ± {Muon.FinalDeviation:F4}"),
        string.Create(CultureInfo.InvariantCulture, $"{AdamW.FinalMean:F4} ± {AdamW.FinalDeviation:F4}"),
    });

    public JsonObject ToJson() => new()
    {
        ["case"] = Name,
        ["targets"] = new JsonArray([.. Targets.Select(target => new JsonObject
        {
            ["name"] = target.Name,
            ["accuracy"] = target.Accuracy,
            ["muon_epochs"] = target.Muon,
            ["adamw_epochs"] = target.AdamW,
            ["ratio"] = target.Ratio,
        })]),
        ["muon"] = ToJson(Muon),
        ["adamw"] = ToJson(AdamW),
    };

    private JsonObject ToJson(Outcome outcome) => new()
    {
        ["learning_rate"] = outcome.Best.Peak,
        ["weight_decay"] = outcome.Best.Decay,
        ["inside_grid"] = outcome.IsInside,
        ["final_mean"] = Finite(outcome.FinalMean),
        ["final_deviation"] = Finite(outcome.FinalDeviation),
        ["trials"] = new JsonArray([.. outcome.Trials.Select(trial => new JsonObject
        {
            ["learning_rate"] = trial.Peak,
            ["weight_decay"] = trial.Decay,
            ["validation_accuracy"] = ToJson(trial.Curve.Accuracy),
        })]),
        ["runs"] = new JsonArray([.. outcome.Curves.Select((curve, i) => new JsonObject
        {
            ["seed"] = Seeds[i],
            ["test_accuracy"] = ToJson(curve.Accuracy),
        })]),
    };

    private static JsonArray ToJson(double[] values) => new([.. values.Select(value => Finite(value))]);

    // JSON has no NaN.
    private static JsonValue? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
