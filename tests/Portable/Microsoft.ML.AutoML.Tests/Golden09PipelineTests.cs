using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;
using Muon.Testing;

namespace Muon.Portable.AutoML.Tests;

[TestClass]
[TestCategory("Golden")]
public sealed class Golden09PipelineTests
{
    [TestMethod]
    public void APipelineIsSweptAsRecorded()
    {
        JsonObject golden = GoldenCases.Load("mlnet", "09_pipeline_experiment", "train", "space");
        GoldenCases.Each(golden["output"].AsObject(), item =>
        {
            JsonNode expected = item.Value.DeepClone();
            if (expected["result"] is JsonObject result)
            {
                // What comes of the trainer, which is another here: its transformer, and its loss.
                result.Remove("transformers");
                if (item.Key == "logLoss")
                {
                    result.Remove("Metric");
                    result.Remove("Loss");
                }
            }

            Recording.AreEqual(expected, Actual(item.Key), item.Key);
        });
    }

    private static JsonNode Actual(string name)
    {
        var sweep = new Sweep();
        AutoMLExperiment experiment = sweep.Experiment;
        switch (name)
        {
            case "microAccuracy":
                experiment.SetDataset(sweep.Rows, sweep.Rows).SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, "Label").SetGridSearchTuner(2);
                break;
            case "logLoss":
                experiment.SetDataset(sweep.Rows, sweep.Rows).SetMulticlassClassificationMetric(MulticlassClassificationMetric.LogLoss, "Label").SetGridSearchTuner(2);
                break;
            case "defaultTuner_firstTrialOnlyIsStable":
                experiment.SetDataset(sweep.Rows, sweep.Rows).SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, "Label").SetMaxModelToExplore(1);
                break;
            case "costFrugal":
                experiment.SetDataset(sweep.Rows, sweep.Rows).SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, "Label").SetCostFrugalTuner();
                break;
            case "wrongLabelColumn":
                experiment.SetDataset(sweep.Rows, sweep.Rows).SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, "Nope").SetGridSearchTuner(2);
                break;
            case "crossValidation2":
                experiment.SetDataset(sweep.Rows, 2).SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, "Label").SetGridSearchTuner(2);
                break;
            case "noDataset":
                experiment.SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, "Label").SetGridSearchTuner(2);
                break;
            case "noMetric":
                experiment.SetDataset(sweep.Rows, sweep.Rows).SetGridSearchTuner(2);
                return Recording.Try(() => sweep.Describe(experiment.Run(), log: false));
            default:
                throw GoldenCases.Unknown($"entry {name}");
        }

        JsonNode result = Recording.Try(() => sweep.Describe(experiment.Run(), name == "logLoss"));
        return Recording.Of(new
        {
            sweepableToString = sweep.Estimator.ToString(),
            pipelineToString = sweep.Pipeline.ToString(),
            pipelineSpaceKeys = sweep.Pipeline.SearchSpace.Keys,
            estimatorNames = sweep.Pipeline.Estimators.Keys,
            factoryCalls = sweep.Calls,
            monitor = sweep.Monitor.Reports,
            result,
        });
    }

    private sealed class Row
    {
        public string L { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; }
    }

    private sealed class Sweep
    {
        public Sweep()
        {
            var context = new MLContext(1);
            Rows = context.Data.LoadFromEnumerable(Enumerable.Range(0, 12).Select(i => new Row { L = i % 2 == 0 ? "even" : "odd", Features = [i % 2 == 0 ? 1 + i : -1 - i, i / 12f] }).ToArray());
            Estimator = context.Auto().CreateSweepableEstimator(
                (ctx, small) =>
                {
                    Calls.Add(JsonSerializer.SerializeToNode(small));
                    return SignTrainer.Create(ctx);
                },
                new SearchSpace<Small>());
            Pipeline = context.Transforms.Conversion.MapValueToKey("Label", "L").Append(Estimator);
            Experiment = context.Auto().CreateExperiment().SetPipeline(Pipeline).SetMaxModelToExplore(3).SetMonitor(Monitor);
        }

        public IDataView Rows { get; }
        public SweepableEstimator Estimator { get; }
        public SweepablePipeline Pipeline { get; }
        public AutoMLExperiment Experiment { get; }
        public RecordedRun Monitor { get; } = new((_, _) => 0);
        public List<JsonNode> Calls { get; } = [];

        public object Describe(TrialResult result, bool log) => log
            ? new { trialId = result.TrialSettings.TrialId, parameter = result.TrialSettings.Parameter, modelType = TypeName(result.Model), resultType = result.GetType().FullName, outputColumns = Columns(result.Model) }
            : new { result.Metric, result.Loss, trialId = result.TrialSettings.TrialId, parameter = result.TrialSettings.Parameter, modelType = TypeName(result.Model), resultType = result.GetType().FullName, outputColumns = Columns(result.Model) };

        private static string TypeName(ITransformer model) => $"{model.GetType().Namespace}.{model.GetType().Name}[{string.Join(",", model.GetType().GenericTypeArguments.Select(t => t.FullName))}]";

        private string[] Columns(ITransformer model) => [.. model.GetOutputSchema(Rows.Schema).Select(c => c.Name)];
    }
}
