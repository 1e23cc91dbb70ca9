using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed class MLContext : IHostEnvironment
{
    private readonly LocalEnvironment _env;

    public MLContext(int? seed = null)
    {
        _env = new LocalEnvironment(seed);
        _env.Message += args => Log?.Invoke(this, args);
        Data = new DataOperationsCatalog(_env);
        Transforms = new TransformsCatalog(_env);
        Model = new ModelOperationsCatalog(_env);
        MulticlassClassification = new MulticlassClassificationCatalog(_env);
    }

    public event EventHandler<LoggingEventArgs> Log;

    public DataOperationsCatalog Data { get; }
    public TransformsCatalog Transforms { get; }
    public ModelOperationsCatalog Model { get; }
    public MulticlassClassificationCatalog MulticlassClassification { get; }
    public ComponentCatalog ComponentCatalog => _env.ComponentCatalog;

    public string TempFilePath { get => _env.TempFilePath; set => _env.TempFilePath = value; }
    public int? GpuDeviceId { get => _env.GpuDeviceId; set => _env.GpuDeviceId = value; }
    public bool FallbackToCpu { get => _env.FallbackToCpu; set => _env.FallbackToCpu = value; }

    internal LocalEnvironment Environment => _env;

    public bool TryAddOption<T>(string name, T value) => _env.Options.TryAdd(Contracts.NotNull(name), value);
    public void SetOption<T>(string name, T value) => _env.Options[Contracts.NotNull(name)] = value;
    public bool RemoveOption(string name) => _env.Options.TryRemove(Contracts.NotNull(name), out _);
    public T GetOptionOrDefault<T>(string name) => TryGetOption(name, out T value) ? value : default;

    public bool TryGetOption<T>(string name, out T value)
    {
        bool found = _env.Options.TryGetValue(Contracts.NotNull(name), out object stored) && stored is T;
        value = found ? (T)stored : default;
        return found;
    }

    internal void CancelExecution() => _env.Canceled = true;

    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => _env.Register(name, seed, verbose);
    IChannel IChannelProvider.Start(string name) => _env.Start(name);
    IProgressChannel IProgressChannelProvider.StartProgressChannel(string name) => _env.StartProgressChannel(name);
}
