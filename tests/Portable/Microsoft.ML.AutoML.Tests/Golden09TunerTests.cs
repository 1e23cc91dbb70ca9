using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using Muon.Testing;

namespace Muon.Portable.AutoML.Tests;

[TestClass]
[TestCategory("Golden")]
public sealed class Golden09TunerTests
{
    [TestMethod]
    public void TunersProposeTheRecordedPoints()
    {
        JsonObject golden = GoldenCases.Load("mlnet", "09_tuners_small_seed1", "seed", "trials");
        Assert.AreEqual(1, (int)golden["input"]["seed"]);
        GoldenCases.Each(golden["output"].AsObject(), item =>
        {
            (string name, JsonNode expected) = item;
            RecordedRun run = new((settings, _) => Loss(settings.Parameter["p"].AsType<Small>()));
            AutoMLExperiment experiment = RecordedRun.New((int)golden["input"]["trials"]).SetTrialRunner(run).SetMonitor(run);
            experiment = name switch
            {
                "none" => experiment,
                "grid3" => experiment.SetGridSearchTuner(3),
                "random" => experiment.SetRandomSearchTuner(1),
                "costFrugal" => experiment.SetCostFrugalTuner(),
                _ => throw GoldenCases.Unknown($"tuner {name}"),
            };
            JsonNode result = Recording.Try(() => RecordedRun.Describe(experiment.RunAsync().GetAwaiter().GetResult()));
            Recording.AreEqual(expected, Recording.Of(new { proposals = run.Proposals, result, monitor = string.Join(" | ", run.Reports) }), name);
        });
    }

    [TestMethod]
    public void TunersAreInternalAndChosenByTheRecordedMethods()
    {
        JsonNode golden = GoldenCases.Load("mlnet", "09_public_tuners")["output"];
        Type[] tuners = [.. typeof(ITuner).Assembly.GetTypes().Where(t => !t.IsInterface && t.IsAssignableTo(typeof(ITuner)))];
        CollectionAssert.IsSubsetOf(tuners.Select(t => t.FullName).ToArray(), Texts(golden["internalImplementations"]));
        Assert.IsFalse(Array.Exists(tuners, t => t.IsPublic));
        CollectionAssert.AreEquivalent(
            Texts(golden["experimentMethods"]),
            typeof(AutoMLExperimentExtension).GetMethods().Where(m => m.Name.EndsWith("Tuner", StringComparison.Ordinal)).Select(Signature).ToArray());
    }

    private static string[] Texts(JsonNode texts) => [.. texts.AsArray().Select(t => (string)t)];

    private static string Signature(MethodInfo method) =>
        $"{method.Name}({string.Join(", ", method.GetParameters().Skip(1).Select(p => $"{p.ParameterType.Name} {p.Name}"))})";

    private static double Loss(Small p) => Math.Abs(p.X - 0.2) + (0.1 * Math.Abs(p.N - 7)) + (p.C == "a" ? 0 : 0.5);
}
