using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>How a catalog gives its environment away; extensions find it by this name.</summary>
internal interface IInternalCatalog
{
    IHostEnvironment Environment { get; }
}

internal static class CatalogUtils
{
    public static IHostEnvironment GetEnvironment(this IInternalCatalog catalog) => Contracts.NotNull(catalog).Environment;

    /// <summary>What the catalog made, after as many hosts as ML.NET registers for it.</summary>
    public static T Hosted<T>(this IInternalCatalog catalog, int hosts, T made)
    {
        catalog.GetEnvironment().RegisterHosts(hosts);
        return made;
    }

    /// <summary>Every host takes its seed from the generator of the environment, so that their number tells what is drawn later.</summary>
    public static void RegisterHosts(this IHostEnvironment env, int count)
    {
        for (int i = 0; i < count; i++)
        {
            env.Register(nameof(IHost));
        }
    }
}
