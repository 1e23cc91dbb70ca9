using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Muon.MLNet.Catalog;

/// <summary>What a trainer needs of its ML.NET environment.</summary>
internal sealed class EnvironmentAccess
{
    private readonly IHostEnvironment _environment;

    public EnvironmentAccess(IHostEnvironment environment)
    {
        _environment = environment;
        Host = environment.Register("Muon");
    }

    /// <summary>Gets the host: messages go to <c>MLContext.Log</c>, random numbers follow the context's seed.</summary>
    public IHost Host { get; }

    /// <summary>
    /// Gets a value indicating whether the context was told to stop, as AutoML does at a time limit. ML.NET keeps that internal, as
    /// <c>ICancelable.IsCanceled</c> of its environments; where a later version has none of that name, it is never seen.
    /// </summary>
    public bool IsCanceled => Read(nameof(IsCanceled)) is true;

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
    public static EnvironmentAccess Of(object catalog)
    {
        Type? contract = Array.Find(catalog.GetType().GetInterfaces(), candidate => string.Equals(candidate.Name, "IInternalCatalog", StringComparison.Ordinal));
        IHostEnvironment? environment = contract?.GetProperty("Environment")?.GetValue(catalog) as IHostEnvironment;
        return new EnvironmentAccess(environment ?? new MLContext());
    }

    private object? Read(string property) =>
        _environment.GetType().GetProperty(property, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(_environment);
}
