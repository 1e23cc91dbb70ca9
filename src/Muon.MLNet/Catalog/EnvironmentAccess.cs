using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Muon.MLNet.Catalog;

/// <summary>What a trainer needs of its ML.NET environment.</summary>
internal sealed class EnvironmentAccess
{
    private readonly IHostEnvironment _environment;
    private readonly (object Owner, PropertyInfo Property)? _canceled;

    public EnvironmentAccess(IHostEnvironment environment)
    {
        _environment = environment;
        Host = environment.Register("Muon");
        _canceled = FindCanceled(Host) ?? FindCanceled(environment);
    }

    /// <summary>Gets the host: messages go to <c>MLContext.Log</c>, random numbers follow the context's seed.</summary>
    public IHost Host { get; }

    /// <summary>Gets what stands for the environment in a table.</summary>
    public object Key => _environment;

    /// <summary>Gets whether ML.NET's AutoML can tell this environment to stop.</summary>
    public bool CanBeCanceled => _canceled is not null;

    /// <summary>Gets whether it did: ML.NET keeps that internal, as <c>ICancelable.IsCanceled</c>.</summary>
    public bool IsCanceled => _canceled is { } canceled && canceled.Property.GetValue(canceled.Owner) is true;

    /// <summary>Gets <c>MLContext.GpuDeviceId</c>, as it is now.</summary>
    public int? GpuDeviceId => Read(nameof(MLContext.GpuDeviceId)) as int?;

    /// <summary>Gets <c>MLContext.FallbackToCpu</c>, as it is now.</summary>
    public bool FallbackToCpu => Read(nameof(MLContext.FallbackToCpu)) as bool? ?? false;

    /// <summary>Gets <c>MLContext.TempFilePath</c>, as it is now: the folder for temporary files.</summary>
    public string TempFilePath => Read(nameof(MLContext.TempFilePath)) as string is { Length: > 0 } path ? path : Path.GetTempPath();

    /// <summary>
    /// Finds the environment behind a catalog. ML.NET keeps it internal, as <c>IInternalCatalog.Environment</c>; where a
    /// later version has none of that name, a new context stands in.
    /// </summary>
    public static EnvironmentAccess Of(object catalog) => new(Find(catalog) ?? new MLContext());

    /// <summary>The environment behind a catalog, or <see langword="null"/> where it has none of that name.</summary>
    public static IHostEnvironment? Find(object catalog)
    {
        Type? contract = Array.Find(catalog.GetType().GetInterfaces(), candidate => string.Equals(candidate.Name, "IInternalCatalog", StringComparison.Ordinal));
        return contract?.GetProperty("Environment")?.GetValue(catalog) as IHostEnvironment;
    }

    private static (object Owner, PropertyInfo Property)? FindCanceled(object owner)
    {
        Type? contract = Array.Find(owner.GetType().GetInterfaces(), candidate => string.Equals(candidate.Name, "ICancelable", StringComparison.Ordinal));
        return contract?.GetProperty("IsCanceled") is { } property ? (owner, property) : null;
    }

    private object? Read(string property) =>
        _environment.GetType().GetProperty(property, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(_environment);
}
