using System.Reflection;

namespace Microsoft.ML.Runtime;

public sealed class ComponentCatalog
{
    private readonly HashSet<Assembly> _assemblies = [];

    internal ComponentCatalog()
    {
    }

    /// <summary>The assemblies whose custom mappings a model file may name.</summary>
    internal IReadOnlyCollection<Assembly> Assemblies => _assemblies;

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
}
