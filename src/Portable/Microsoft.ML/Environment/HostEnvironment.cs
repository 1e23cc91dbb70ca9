using System.Diagnostics;
using System.Globalization;

namespace Microsoft.ML.Runtime;

/// <summary>What an environment and the hosts registered in it share: names, channels and random generators.</summary>
internal abstract class HostEnvironmentBase(string name, HostEnvironmentBase parent, TauswortheRandom rand) : IHostEnvironment
{
    private readonly TauswortheRandom _rand = rand;

    /// <summary>The names of every other ancestor and the own one, as ML.NET writes them.</summary>
    public string FullName { get; } = Join(parent?.Parent?.FullName, name);
    private HostEnvironmentBase Parent { get; } = parent;
    public LocalEnvironment Root => Parent?.Root ?? (LocalEnvironment)this;
    public ComponentCatalog ComponentCatalog => Root.Catalog;
    public string ContextDescription => "HostEnvironment";

    public Random Rand => _rand;

    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        Contracts.NotEmpty(name);
        lock (_rand)
        {
            return new Host(name, this, seed is { } s ? new TauswortheRandom(s) : new TauswortheRandom(_rand));
        }
    }

    public IChannel Start(string name) => new Channel(this, name);

    public IPipe<TMessage> StartPipe<TMessage>(string name) =>
        typeof(TMessage) == typeof(ChannelMessage) ? (IPipe<TMessage>)Start(name) : new Pipe<TMessage>(this);

    public IProgressChannel StartProgressChannel(string name)
    {
        Contracts.NotEmpty(name);
        return new ProgressChannel();
    }

    public TException Process<TException>(TException ex)
        where TException : Exception => ex;

    private static string Join(string path, string name) => string.IsNullOrEmpty(path) ? name : $"{path}; {name}";

    private sealed class Host(string name, HostEnvironmentBase parent, TauswortheRandom rand) : HostEnvironmentBase(name, parent, rand), IHost;

    private class Pipe<TMessage>(HostEnvironmentBase owner) : IPipe<TMessage>
    {
        public virtual string ContextDescription => owner.ContextDescription;

        public virtual void Send(TMessage msg)
        {
        }

        public TException Process<TException>(TException ex)
            where TException : Exception => ex;

        public virtual void Dispose()
        {
        }
    }

    private sealed class Channel : Pipe<ChannelMessage>, IChannel
    {
        private readonly HostEnvironmentBase _owner;
        private readonly string _source;
        private readonly long _started = Stopwatch.GetTimestamp();
        private bool _disposed;

        public Channel(HostEnvironmentBase owner, string name)
            : base(owner)
        {
            _owner = owner;
            _source = Join(owner.FullName, name);
            Send(ChannelMessageKind.Trace, MessageSensitivity.None, "Channel started", []);
        }

        public override string ContextDescription => _source;

        public override void Send(ChannelMessage msg) => _owner.Root.Publish(msg.Message, msg.Kind, _source);

        public void Trace(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Trace, sensitivity, fmt, []);
        public void Trace(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Trace, sensitivity, fmt, args);
        public void Error(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Error, sensitivity, fmt, []);
        public void Error(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Error, sensitivity, fmt, args);
        public void Warning(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Warning, sensitivity, fmt, []);
        public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Warning, sensitivity, fmt, args);
        public void Info(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Info, sensitivity, fmt, []);
        public void Info(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Info, sensitivity, fmt, args);

        public override void Dispose()
        {
            if (!_disposed)
            {
                _disposed = true;
                Send(ChannelMessageKind.Trace, MessageSensitivity.None, "Channel finished. Elapsed {0:c}.", [Stopwatch.GetElapsedTime(_started)]);
                Send(ChannelMessageKind.Trace, MessageSensitivity.None, "Channel disposed", []);
            }
        }

        private void Send(ChannelMessageKind kind, MessageSensitivity sensitivity, string format, object[] args) =>
            Send(new ChannelMessage(kind, sensitivity, args is { Length: > 0 } ? string.Format(CultureInfo.InvariantCulture, format, args) : format));
    }
}
