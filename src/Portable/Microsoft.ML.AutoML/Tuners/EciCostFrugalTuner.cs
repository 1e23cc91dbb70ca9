using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>A cost-frugal tuner for each way through the pipeline; <see cref="SchemaChooser"/> says whose turn it is.</summary>
internal sealed class EciCostFrugalTuner : ITuner
{
    private readonly Dictionary<string, CostFrugalTuner> _tuners;
    private readonly SchemaChooser _chooser;
    private readonly Parameter _defaults;

    public EciCostFrugalTuner(SweepablePipeline pipeline, AutoMLExperiment.AutoMLExperimentSettings settings)
    {
        SearchSpace.SearchSpace space = pipeline.SearchSpace;
        _defaults = space.SampleFromFeatureSpace(space.Default);
        _tuners = pipeline.Schemas.ToDictionary(s => s, s => new CostFrugalTuner(pipeline.BuildSweepableEstimatorPipeline(s).SearchSpace, settings.Seed));
        _chooser = new SchemaChooser(pipeline.Schemas, settings.Seed);
    }

    public Parameter Propose(TrialSettings settings)
    {
        Parameter proposed = _tuners[_chooser.Next()].Propose(settings);
        foreach ((string key, Parameter value) in _defaults)
        {
            if (!proposed.ContainsKey(key))
            {
                proposed[key] = value;
            }
        }

        // The members are there twice, at the top too, as recorded.
        return Parameter.CreateNestedParameter([KeyValuePair.Create(AutoMLExperiment.PipelineKey, proposed), .. proposed]);
    }

    public void Update(TrialResult result)
    {
        Parameter parameter = result.TrialSettings.Parameter[AutoMLExperiment.PipelineKey];
        string schema = SweepablePipeline.SchemaOf(parameter);
        _chooser.Update(schema, result.Loss, result.DurationInMilliseconds / 1000);
        _tuners[schema].Update(new TrialResult
        {
            TrialSettings = new TrialSettings { TrialId = result.TrialSettings.TrialId, Parameter = parameter },
            Loss = result.Loss,
        });
    }
}
