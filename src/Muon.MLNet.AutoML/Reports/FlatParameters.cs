using System.Globalization;
using Microsoft.ML.SearchSpace;

namespace Muon.MLNet.AutoML.Reports;

/// <summary>The parameters of trials as a table: a name per column, dotted where it is nested.</summary>
internal static class FlatParameters
{
    private const string PipelineKey = "_pipeline_";
    private const string SchemaKey = "_SCHEMA_";

    /// <summary>The values of a trial by their names; those of a pipeline without the pipeline's own key.</summary>
    public static SortedDictionary<string, object> Of(Parameter parameter)
    {
        SortedDictionary<string, object> values = new(StringComparer.Ordinal);
        Add(values, parameter.ParameterType == ParameterType.Object && parameter.ContainsKey(PipelineKey) ? parameter[PipelineKey] : parameter, "");
        return values;
    }

    /// <summary>A value for people.</summary>
    public static string Text(object value) => value is double number ? number.ToString("G4", CultureInfo.InvariantCulture) : (string)value;

    private static void Add(SortedDictionary<string, object> values, Parameter parameter, string name)
    {
        switch (parameter.ParameterType)
        {
            case ParameterType.Object:
                foreach (KeyValuePair<string, Parameter> member in parameter)
                {
                    Add(values, member.Value, name.Length == 0 ? member.Key : $"{name}.{member.Key}");
                }

                break;
            case ParameterType.Integer or ParameterType.Number:
                values[name] = parameter.AsType<double>();
                break;
            case ParameterType.String when name.EndsWith(SchemaKey, StringComparison.Ordinal) && !parameter.AsType<string>().Contains('+', StringComparison.Ordinal):
                values["steps"] = parameter.AsType<string>();
                break;
            case ParameterType.Bool:
                values[name] = parameter.AsType<bool>() ? "true" : "false";
                break;
            default:
                values[name] = parameter.ToString().Trim('"');
                break;
        }
    }
}
