using System.Collections.Concurrent;

namespace Microsoft.ML.Runtime;

/// <summary>The environment behind an MLContext; catalogs hold it, not the context.</summary>
internal sealed class LocalEnvironment(int? seed) : HostEnvironmentBase("", null, new TauswortheRandom(seed ?? Random.Shared.Next()))
{
    public int? Seed { get; } = seed;
    public bool Canceled { get; set; }
    public int? GpuDeviceId { get; set; }
    public bool FallbackToCpu { get; set; }
    public string TempFilePath { get; set; } = Path.GetTempPath();
    public ComponentCatalog Catalog { get; } = new();
    public ConcurrentDictionary<string, object> Options { get; } = new(StringComparer.Ordinal);

    public event Action<LoggingEventArgs> Message;

    public void Publish(string message, ChannelMessageKind kind, string source) => Message?.Invoke(new LoggingEventArgs(message, kind, source));
}
