using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;
using Muon.MLNet.Training.Trials;

namespace Muon.MLNet.AutoML;

/// <summary>
/// Fits the steps of a trial's pipeline one after another, as a chain of them would, and takes the validation data along: each
/// step has it before it as it has its training data.
/// </summary>
internal static partial class PipelineFit
{
    private const string SchemaKey = "_SCHEMA_";

    /// <summary>Fits the pipeline.</summary>
    /// <param name="context">The trial's context.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="parameter">The parameters of its steps, and which of them are taken.</param>
    /// <param name="train">The training data.</param>
    /// <param name="validation">The validation data.</param>
    /// <param name="watch">What the steps find the validation data in.</param>
    public static TransformerChain<ITransformer> Run(
        MLContext context, SweepablePipeline pipeline, Parameter parameter, IDataView train, IDataView validation, FitWatch watch)
    {
        string[] keys = [.. Keys().Matches(parameter[SchemaKey].AsType<string>()).Select(match => match.Value)];
        List<ITransformer> steps = [];
        foreach (string key in keys)
        {
            watch.ValidationSet = validation;
            ITransformer step = pipeline.Estimators[key].BuildFromOption(context, parameter[key]).Fit(train);
            steps.Add(step);
            if (steps.Count < keys.Length)
            {
                train = step.Transform(train);
                validation = step.Transform(validation);
            }
        }

        return new TransformerChain<ITransformer>([.. steps]);
    }

    /// <summary>ML.NET names the steps of a way through a pipeline like this: "e0 * e2".</summary>
    [GeneratedRegex("e[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Keys();
}
