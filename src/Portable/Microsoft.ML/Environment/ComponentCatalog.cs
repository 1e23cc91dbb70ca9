using System.Reflection;

namespace Microsoft.ML.Runtime;

public sealed class ComponentCatalog
{
    private readonly HashSet<Assembly> _assemblies = [];

    internal ComponentCatalog()
    {
    }

    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        if (assembly.IsDynamic)
        {
            return;
        }

        lock (_assemblies)
        {
            _assemblies.Add(assembly);
        }
    }

    /// <summary>The classes of the registered assemblies that are marked for a contract.</summary>
    internal IEnumerable<Type> FindExtensions(string contract)
    {
        Assembly[] assemblies;
        lock (_assemblies)
        {
            assemblies = [.. _assemblies];
        }

        return assemblies.SelectMany(LoadableTypes).Where(t => t.GetCustomAttributes<ExtensionBaseAttribute>().Any(e => e.ContractName == contract));
    }

    private static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            // Types whose dependencies are not there cannot be the extension.
            return e.Types.Where(t => t is not null);
        }
    }
}
