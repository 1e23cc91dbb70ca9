using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.ML.SearchSpace;

/// <summary>A value of a sweep, plain or nested; what it holds becomes any type that its JSON can be read as.</summary>
[JsonConverter(typeof(ParameterConverter))]
public sealed partial class Parameter : IEquatable<Parameter>, IEqualityComparer<Parameter>
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private Parameter(object value, ParameterType type) => (Value, ParameterType) = (value, type);

    internal object Value { get; }

    public ParameterType ParameterType { get; }

    public static Parameter FromDouble(double value) => new(value, ParameterType.Number);

    internal static Parameter FromFloat(float value) => new(value, ParameterType.Number);

    internal static Parameter FromLong(long value) => new(value, ParameterType.Integer);

    public static Parameter FromInt(int value) => new(value, ParameterType.Integer);

    public static Parameter FromString(string value) => new(value, ParameterType.String);

    public static Parameter FromBool(bool value) => new(value, ParameterType.Bool);

    public static Parameter FromEnum<T>(T value)
        where T : struct, Enum => FromString(value.ToString());

    internal static Parameter FromIEnumerable<T>(IEnumerable<T> values) => new(values, ParameterType.Array);

    internal static Parameter FromObject<T>(T value)
        where T : class => FromAny(value);

    public static Parameter CreateNestedParameter(params KeyValuePair<string, Parameter>[] parameters)
    {
        var members = new Dictionary<string, Parameter>();
        foreach ((string key, Parameter value) in parameters)
        {
            members[key] = value;
        }

        return new(members, ParameterType.Object);
    }

    public T AsType<T>() => Value is T value ? value : JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(Value, Json), Json);

    public override string ToString() => JsonSerializer.Serialize(this, Json);

    public bool Equals(Parameter other) => other is not null && (ReferenceEquals(this, other) || ToString() == other.ToString());

    public override int GetHashCode() => ToString().GetHashCode();

    public bool Equals(Parameter x, Parameter y) => x is null ? y is null : x.Equals(y);

    public int GetHashCode(Parameter obj) => obj.GetHashCode();

    private static Parameter FromAny(object value) => value switch
    {
        Parameter p => p,
        int i => FromInt(i),
        long l => FromLong(l),
        double d => FromDouble(d),
        float f => FromFloat(f),
        string s => FromString(s),
        bool b => FromBool(b),
        Enum e => FromString(e.ToString()),
        IEnumerable items => new(items, ParameterType.Array),
        _ => CreateNestedParameter([.. Members(value)]),
    };

    /// <summary>The members that can be set and are; one that holds an empty object is left out.</summary>
    private static IEnumerable<KeyValuePair<string, Parameter>> Members(object value) =>
        from property in value.GetType().GetProperties()
        where property.CanRead && property.CanWrite && property.GetIndexParameters().Length == 0
        let member = property.GetValue(value)
        where member is not null
        let parameter = FromAny(member)
        where parameter.Count != 0
        select KeyValuePair.Create(property.Name, parameter);
}
