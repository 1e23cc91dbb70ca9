using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.ML.SearchSpace;

namespace Muon.MLNet.AutoML.Reports;

/// <summary>Objects of properties as C# that makes them.</summary>
internal static class CSharpText
{
    public static void Append(StringBuilder text, object value, int depth)
    {
        string indent = new(' ', 4 * depth);
        text.Append("new").Append(depth == 0 ? $" {value.GetType().Name}" : "()").Append('\n').Append(indent).Append("{\n");
        foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.CanWrite))
        {
            if (property.GetValue(value) is { } member)
            {
                text.Append(indent).Append("    ").Append(property.Name).Append(" = ");
                if (property.GetCustomAttribute<NestOptionAttribute>() is not null)
                {
                    Append(text, member, depth + 1);
                }
                else
                {
                    text.Append(Literal(member));
                }

                text.Append(",\n");
            }
        }

        text.Append(indent).Append('}');
    }

    private static string Literal(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string words => $"\"{words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        Enum member => $"{member.GetType().Name}.{member}",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A parameter of the type {value.GetType()} cannot be written as C#."),
    };
}
