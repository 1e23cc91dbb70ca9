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
}
