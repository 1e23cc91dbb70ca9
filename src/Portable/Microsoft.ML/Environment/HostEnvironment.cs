using System.Diagnostics;
using System.Globalization;

namespace Microsoft.ML.Runtime;

/// <summary>What an environment and the hosts registered in it share: names, channels and random generators.</summary>
internal abstract class HostEnvironmentBase(string name, HostEnvironmentBase parent, TauswortheRandom rand) : IHostEnvironment, ICancelable
{
    private readonly TauswortheRandom _rand = rand;

    /// <summary>The names of every other ancestor and the own one, as ML.NET writes them.</summary>
    public string FullName { get; } = Join(parent?.Parent?.FullName, name);
    private HostEnvironmentBase Parent { get; } = parent;
    public LocalEnvironment Root => Parent?.Root ?? (LocalEnvironment)this;
    public ComponentCatalog ComponentCatalog => Root.Catalog;

    public Random Rand => _rand;

    public bool IsCanceled => Root.Canceled;

    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        Contracts.NotEmpty(name);
        lock (_rand)
        {
            return new Host(name, this, seed is { } s ? new TauswortheRandom(s) : new TauswortheRandom(_rand));
        }
    }

    public IChannel Start(string name) => new Channel(this, name);

    public IProgressChannel StartProgressChannel(string name)
    {
        Contracts.NotEmpty(name);
        return new ProgressChannel();
    }

    private static string Join(string path, string name) => string.IsNullOrEmpty(path) ? name : $"{path}; {name}";

    private sealed class Host(string name, HostEnvironmentBase parent, TauswortheRandom rand) : HostEnvironmentBase(name, parent, rand), IHost;

    private sealed class Channel : IChannel
    {
        private readonly HostEnvironmentBase _owner;
        private readonly string _source;
        private readonly long _started = Stopwatch.GetTimestamp();
        private bool _disposed;

        public Channel(HostEnvironmentBase owner, string name)
        {
            _owner = owner;
            _source = Join(owner.FullName, name);
            Send(ChannelMessageKind.Trace, "Channel started");
        }

        public void Error(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Error, fmt);
        public void Error(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Error, fmt, args);
        public void Warning(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Warning, fmt);
        public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Warning, fmt, args);
        public void Info(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Info, fmt, args);

        public void Dispose()
        {
            if (!_disposed)
            {
                _disposed = true;
                Send(ChannelMessageKind.Trace, "Channel finished. Elapsed {0:c}.", Stopwatch.GetElapsedTime(_started));
                Send(ChannelMessageKind.Trace, "Channel disposed");
            }
        }

        private void Send(ChannelMessageKind kind, string format, params object[] args) =>
            _owner.Root.Publish(args is { Length: > 0 } ? string.Format(CultureInfo.InvariantCulture, format, args) : format, kind, _source);
    }
}
