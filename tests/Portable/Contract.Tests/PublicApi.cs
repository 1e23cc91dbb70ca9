using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Muon.Portable.Contract.Tests;

/// <summary>The public and protected surface of an assembly, a line per type and member, in the form of the API listings.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<Type> Types(Assembly assembly) => assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal);

    public static bool IsDelegate(Type type) => type.BaseType == typeof(MulticastDelegate);

    public static bool IsVisible(MethodBase? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    public static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    public static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : type.IsInterface ? "interface"
        : IsDelegate(type) ? "delegate"
        : type.IsAbstract && type.IsSealed ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class"
        : "class";

    public static IEnumerable<string> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) && !IsDelegate(type))
        {
            yield return Name(parent);
        }

        foreach (Type contract in type.GetInterfaces().Where(i => i.IsVisible))
        {
            yield return Name(contract);
        }
    }

    public static string Constraints(Type[] parameters) => string.Concat(parameters.Select(Constraint));

    /// <summary>The lines of the members that the type itself declares.</summary>
    public static IEnumerable<(string Line, string Name)> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => ($"{f.Name} = {f.GetRawConstantValue()}", f.Name));
        }

        if (IsDelegate(type))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return [($"{Name(invoke.ReturnType)} Invoke({Parameters(invoke)})", "Invoke")];
        }

        PropertyInfo[] properties = type.GetProperties(Declared);
        EventInfo[] events = type.GetEvents(Declared);
        HashSet<MethodInfo> accessors = [.. properties.SelectMany(p => p.GetAccessors(nonPublic: true)), .. events.SelectMany(e => new[] { e.AddMethod!, e.RemoveMethod! })];
        return
        [
            .. type.GetConstructors(Declared).Where(IsVisible).Select(c => ($"{Protected(c)}.ctor({Parameters(c)})", ".ctor")),
            .. properties.Where(p => IsVisible(p.GetMethod) || IsVisible(p.SetMethod)).Select(p => (Property(p), p.Name)),
            .. events.Where(e => IsVisible(e.AddMethod)).Select(e => ($"{Protected(e.AddMethod!)}{Modifiers(e.AddMethod!)}event {Name(e.EventHandlerType!)} {e.Name}", e.Name)),
            .. type.GetFields(Declared).Where(IsVisible).Select(f => (Field(f), f.Name)),
            .. type.GetMethods(Declared).Where(m => !accessors.Contains(m) && IsVisible(m) && m.Name != "Finalize").Select(m => (Method(m), m.Name)),
        ];
    }

    private static string Method(MethodInfo method)
    {
        Type[] generics = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        string names = generics.Length > 0 ? $"<{string.Join(", ", generics.Select(g => g.Name))}>" : "";
        string extension = method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "";
        return $"{Protected(method)}{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{names}({extension}{Parameters(method)}){Constraints(generics)}";
    }

    private static string Property(PropertyInfo property)
    {
        MethodInfo? get = IsVisible(property.GetMethod) ? property.GetMethod : null;
        MethodInfo? set = IsVisible(property.SetMethod) ? property.SetMethod : null;
        MethodInfo main = get ?? set!;
        bool getPublic = get is { IsPublic: true };
        bool setPublic = set is { IsPublic: true };
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length > 0 ? $"this[{string.Join(", ", index.Select(Parameter))}]" : property.Name;
        string reader = get is null ? "" : (!getPublic && setPublic ? "protected " : "") + "get;";
        string writer = set is null ? "" : (!setPublic && getPublic ? " protected " : " ") + (IsInit(set) ? "init;" : "set;");
        return $"{(getPublic || setPublic ? "" : "protected ")}{Modifiers(main)}{Name(property.PropertyType)} {name} {{{reader}{writer}}}";
    }

    private static string Field(FieldInfo field) =>
        $"{(field.IsPublic ? "" : "protected ")}{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}"
        + $"{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? " = " + Literal(field.GetRawConstantValue()) : "")}";

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Protected(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method) =>
        method.IsStatic ? "static "
        : method.DeclaringType!.IsInterface ? ""
        : method.IsAbstract ? "abstract "
        : !method.IsVirtual || method.IsFinal ? ""
        : (method.Attributes & MethodAttributes.VtableLayoutMask) == MethodAttributes.NewSlot ? "virtual "
        : "override ";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        string prefix = "";
        if (type.IsByRef)
        {
            prefix = parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
            type = type.GetElementType()!;
        }

        prefix += parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? "params " : "";
        return $"{prefix}{Name(type)} {parameter.Name}{(parameter.HasDefaultValue || parameter.IsOptional ? " = " + Literal(parameter.RawDefaultValue) : "")}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)}\"",
        bool flag => flag ? "true" : "false",
        char character => ((int)character).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Constraint(Type parameter)
    {
        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        bool value = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> parts = [];
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            parts.Add("class");
        }

        if (value)
        {
            parts.Add("struct");
        }

        parts.AddRange(parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(Name));
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !value)
        {
            parts.Add("new()");
        }

        return parts.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", parts)}";
    }

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return "ref " + Name(type.GetElementType()!);
        }

        if (type.IsPointer)
        {
            return Name(type.GetElementType()!) + "*";
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying && !type.IsGenericTypeDefinition)
        {
            return Name(underlying) + "?";
        }

        // The arguments of a nested type belong to the names of which the type is made.
        var arguments = new Queue<Type>(type.GetGenericArguments());
        IEnumerable<string> names = Nesting(type).Reverse().Select(t => t.Name.Split('`') is [var name, var count]
            ? $"{name}<{string.Join(", ", Enumerable.Range(0, int.Parse(count, CultureInfo.InvariantCulture)).Select(_ => Name(arguments.Dequeue())))}>"
            : t.Name);
        return (type.Namespace == nameof(System) ? "" : type.Namespace + ".") + string.Join('+', names);
    }

    private static IEnumerable<Type> Nesting(Type type)
    {
        for (Type? at = type; at is not null; at = at.DeclaringType)
        {
            yield return at;
        }
    }
}
