using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Muon.Portable.Contract.Tests;

/// <summary>What assemblies outside of the portable ones name of them: types, members, bases.</summary>
internal sealed class CallerMetadata
{
    /// <summary>Types that are named anywhere.</summary>
    public HashSet<string> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>Members that are named, as "type::name signature".</summary>
    public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>Types from which something derives, or which it implements.</summary>
    public HashSet<string> Bases { get; } = new(StringComparer.Ordinal);

    /// <summary>Methods that override one of a base type, as "name signature".</summary>
    public HashSet<string> Overrides { get; } = new(StringComparer.Ordinal);

    public List<string> Assemblies { get; } = [];

    /// <summary>Reads every assembly of a folder that refers to a portable one without being one.</summary>
    public static CallerMetadata Read(string folder)
    {
        var result = new CallerMetadata();
        foreach (string path in Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal))
        {
            using var file = new PEReader(File.OpenRead(path));
            if (!file.HasMetadata || file.GetMetadataReader() is not { IsAssembly: true } reader)
            {
                continue;
            }

            string name = reader.GetString(reader.GetAssemblyDefinition().Name);
            bool refers = reader.AssemblyReferences.Any(h => IsPortable(reader.GetString(reader.GetAssemblyReference(h).Name)));
            if (refers && !IsPortable(name))
            {
                result.Assemblies.Add(name);
                result.Add(reader);
            }
        }

        return result;
    }

    private static bool IsPortable(string name) =>
        name is "Muon.Portable.Microsoft.ML" or "Muon.Portable.Microsoft.Extensions.ML" or "Muon.Portable.Microsoft.ML.AutoML" or "Muon.Portable.Microsoft.ML.SearchSpace" or "Muon.Portable.Microsoft.ML.Tokenizers" or "Muon.Portable.TorchSharp";

    private void Add(MetadataReader reader)
    {
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            Types.Add(SignatureText.Instance.GetTypeFromReference(reader, handle, 0));
        }

        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            MemberReference member = reader.GetMemberReference(handle);
            string signature = member.GetKind() == MemberReferenceKind.Method
                ? SignatureText.Of(member.DecodeMethodSignature(SignatureText.Instance, null))
                : member.DecodeFieldSignature(SignatureText.Instance, null);
            Members.Add($"{NameOf(reader, member.Parent)}::{reader.GetString(member.Name)} {signature}");
        }

        foreach (TypeDefinition type in reader.TypeDefinitions.Select(reader.GetTypeDefinition))
        {
            Bases.Add(NameOf(reader, type.BaseType));
            Bases.UnionWith(type.GetInterfaceImplementations().Select(h => NameOf(reader, reader.GetInterfaceImplementation(h).Interface)));
            Overrides.UnionWith(type.GetMethods().Select(reader.GetMethodDefinition).Where(IsOverride).Select(m =>
                $"{reader.GetString(m.Name)} {SignatureText.Of(m.DecodeSignature(SignatureText.Instance, null))}"));
        }
    }

    private static bool IsOverride(MethodDefinition method) =>
        (method.Attributes & (MethodAttributes.Virtual | MethodAttributes.NewSlot)) == MethodAttributes.Virtual;

    /// <summary>The definition behind a type, without generic arguments.</summary>
    private static string NameOf(MetadataReader reader, EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return "";
        }

        string name = handle.Kind switch
        {
            HandleKind.TypeReference => SignatureText.Instance.GetTypeFromReference(reader, (TypeReferenceHandle)handle, 0),
            HandleKind.TypeDefinition => SignatureText.Instance.GetTypeFromDefinition(reader, (TypeDefinitionHandle)handle, 0),
            HandleKind.TypeSpecification => SignatureText.Instance.GetTypeFromSpecification(reader, null, (TypeSpecificationHandle)handle, 0),
            _ => "",
        };
        int arguments = name.IndexOf('<', StringComparison.Ordinal);
        return arguments < 0 ? name : name[..arguments];
    }
}
