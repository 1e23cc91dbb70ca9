using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Muon.Portable.Contract.Tests;

/// <summary>
/// The public members of an assembly that its callers never name. Not counted: overrides and implementations of an
/// interface, members that a caller's own derived type has to give or
/// overrides, the last constructor that a used type needs,
/// constants and members of enums (both are copied into the caller), and the other half of a property or an operator.
/// </summary>
internal sealed class UnusedMembers(CallerMetadata callers)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public IEnumerable<string> Of(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader reader = file.GetMetadataReader();
        Type[] types = [.. PublicApi.Types(assembly)];
        HashSet<Type> used = Used(types);
        List<string> unused = [];
        foreach (Type type in types)
        {
            if (!used.Contains(type))
            {
                unused.Add(type.FullName!);
            }
            else if (!type.IsEnum && !PublicApi.IsDelegate(type))
            {
                unused.AddRange(MembersOf(type, reader).Select(m => $"{type.FullName} :: {m}"));
            }
        }

        return unused;
    }

    /// <summary>Types that are named, and what these stand on: their bases, interfaces (with arguments) and the types around them.</summary>
    private HashSet<Type> Used(Type[] types)
    {
        HashSet<Type> used = [];
        var open = new Queue<Type>(types.Where(t => callers.Types.Contains(t.FullName!)));
        while (open.TryDequeue(out Type? type))
        {
            foreach (Type argument in type.GenericTypeArguments.Where(a => !a.IsGenericParameter))
            {
                open.Enqueue(argument);
            }

            type = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
            if (used.Add(type))
            {
                foreach (Type? next in new[] { type.BaseType, type.DeclaringType }.Concat(type.GetInterfaces()).Where(t => t is not null))
                {
                    open.Enqueue(next!);
                }
            }
        }

        return used;
    }

    private IEnumerable<string> MembersOf(Type type, MetadataReader reader)
    {
        bool derived = callers.Bases.Contains(type.FullName!);
        HashSet<MethodInfo> implementations = Implementations(type);
        HashSet<MethodInfo> accessors = [];
        bool IsUsed(MethodBase method) => callers.Members.Contains(Key(type, reader, method));
        bool IsFree(MethodInfo method) =>
            (method.IsVirtual && (method.Attributes & MethodAttributes.VtableLayoutMask) != MethodAttributes.NewSlot)
            || implementations.Contains(method)
            || (derived && method.IsVirtual && (method.IsAbstract || callers.Overrides.Contains($"{method.Name} {Signature(reader, method)}")));

        IEnumerable<(string Name, MethodInfo[] Accessors)> pairs =
        [
            .. type.GetProperties(Declared).Select(p => (p.Name, p.GetAccessors(nonPublic: true))),
            .. type.GetEvents(Declared).Select(e => (e.Name, new[] { e.AddMethod!, e.RemoveMethod! })),
        ];
        foreach ((string name, MethodInfo[] pair) in pairs)
        {
            accessors.UnionWith(pair);
            if (pair.Any(PublicApi.IsVisible) && !pair.Any(m => IsUsed(m) || IsFree(m)))
            {
                yield return name;
            }
        }

        foreach (FieldInfo field in type.GetFields(Declared).Where(f => PublicApi.IsVisible(f) && !f.IsLiteral))
        {
            if (!callers.Members.Contains(Key(type, reader, field)))
            {
                yield return field.Name;
            }
        }

        // C# wants <, <=, == and true together with their opposites.
        bool IsPartnerUsed(MethodInfo method) =>
            Partner(method.Name) is { } name && type.GetMethod(name, Declared, [.. method.GetParameters().Select(p => p.ParameterType)]) is { } partner && IsUsed(partner);

        foreach (MethodInfo method in type.GetMethods(Declared).Where(m => PublicApi.IsVisible(m) && !accessors.Contains(m) && m.Name != "Finalize"))
        {
            if (!IsUsed(method) && !IsFree(method) && !IsPartnerUsed(method))
            {
                yield return method.ToString()!;
            }
        }

        ConstructorInfo[] constructors = [.. type.GetConstructors(Declared).Where(PublicApi.IsVisible)];
        if (constructors.Length > 1 || (constructors is [var only] && only.GetParameters().Length > 0 && only.IsPublic))
        {
            foreach (ConstructorInfo constructor in constructors.Where(c => !c.IsStatic && !IsUsed(c)))
            {
                yield return constructor.ToString()!;
            }
        }
    }

    private static HashSet<MethodInfo> Implementations(Type type) => type.IsInterface
        ? []
        : [.. type.GetInterfaces().Where(i => i.IsVisible).SelectMany(i => type.GetInterfaceMap(i).TargetMethods).Where(m => m is not null && m.DeclaringType == type)];

    private static string? Partner(string name) => name switch
    {
        "op_Equality" => "op_Inequality",
        "op_Inequality" => "op_Equality",
        "op_LessThan" => "op_GreaterThan",
        "op_GreaterThan" => "op_LessThan",
        "op_LessThanOrEqual" => "op_GreaterThanOrEqual",
        "op_GreaterThanOrEqual" => "op_LessThanOrEqual",
        "op_True" => "op_False",
        "op_False" => "op_True",
        _ => null,
    };

    private static string Key(Type type, MetadataReader reader, MemberInfo member) => $"{type.FullName}::{member.Name} {Signature(reader, member)}";

    private static string Signature(MetadataReader reader, MemberInfo member)
    {
        EntityHandle handle = MetadataTokens.EntityHandle(member.MetadataToken);
        return handle.Kind == HandleKind.MethodDefinition
            ? SignatureText.Of(reader.GetMethodDefinition((MethodDefinitionHandle)handle).DecodeSignature(SignatureText.Instance, null))
            : reader.GetFieldDefinition((FieldDefinitionHandle)handle).DecodeSignature(SignatureText.Instance, null);
    }
}
