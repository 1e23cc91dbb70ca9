using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;

namespace Microsoft.ML.AutoML;

/// <summary>
/// Steps one after another, some with alternatives. Estimators are called e0, e1 and so on; each way through the steps is a
/// schema, "e0 * e2", and which one is taken is a parameter like others.
/// </summary>
public class SweepablePipeline : ISweepable<EstimatorChain<ITransformer>>
{
    private const string SchemaKey = "_SCHEMA_";
    private const string Then = " * ";

    internal SweepablePipeline(Dictionary<string, SweepableEstimator> estimators, IReadOnlyList<string> schemas) =>
        (Estimators, Schemas) = (estimators, schemas);

    public Dictionary<string, SweepableEstimator> Estimators { get; }

    /// <summary>The ways through the steps, those with the same beginning side by side.</summary>
    internal IReadOnlyList<string> Schemas { get; }

    public SearchSpace.SearchSpace SearchSpace
    {
        get
        {
            var space = new SearchSpace.SearchSpace();
            foreach ((string key, SweepableEstimator estimator) in Estimators)
            {
                space.Add(key, estimator.SearchSpace);
            }

            space.Add(SchemaKey, new ChoiceOption([.. Schemas]));
            return space;
        }
    }

    /// <summary>Adds a step with one or several alternatives.</summary>
    public SweepablePipeline Append(params ISweepable<IEstimator<ITransformer>>[] sweepables)
    {
        var estimators = new Dictionary<string, SweepableEstimator>(Estimators);
        List<string> alternatives = [];
        foreach (ISweepable<IEstimator<ITransformer>> sweepable in sweepables)
        {
            alternatives.AddRange(sweepable switch
            {
                SweepablePipeline pipeline => pipeline.Renamed(estimators),
                SweepableEstimator estimator => [Named(estimators, estimator)],
                _ => throw new NotSupportedException($"{sweepable.GetType()} is neither a SweepableEstimator nor a SweepablePipeline."),
            });
        }

        return new(estimators, Schemas.Count == 0 ? alternatives : [.. Schemas.SelectMany(s => alternatives.Select(a => s + Then + a))]);
    }

    /// <summary>The part of the pipeline that one way takes.</summary>
    public SweepablePipeline BuildSweepableEstimatorPipeline(string schema) => new(Steps(schema).ToDictionary(key => key, key => Estimators[key]), [schema]);

    public EstimatorChain<ITransformer> BuildFromOption(MLContext context, Parameter parameter) =>
        Steps(SchemaOf(parameter)).Aggregate(
            new EstimatorChain<ITransformer>(), (chain, key) => chain.Append(Estimators[key].BuildFromOption(context, parameter[key])));

    internal static string SchemaOf(Parameter parameter) => parameter[SchemaKey].AsType<string>();

    private static string[] Steps(string schema) => schema.Split(Then);

    private static string Named(Dictionary<string, SweepableEstimator> estimators, SweepableEstimator estimator)
    {
        string name = $"e{estimators.Count}";
        estimators.Add(name, estimator);
        return name;
    }

    private IEnumerable<string> Renamed(Dictionary<string, SweepableEstimator> estimators)
    {
        Dictionary<string, string> names = Estimators.ToDictionary(e => e.Key, e => Named(estimators, e.Value));
        return Schemas.Select(s => string.Join(Then, Steps(s).Select(key => names[key])));
    }
}
