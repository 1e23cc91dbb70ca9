using Microsoft.ML;

namespace Muon.MLNet.Cli.Training;

/// <summary>The messages of a context in a file, as they come.</summary>
internal sealed class TrainingLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _writer;

    private TrainingLog(StreamWriter writer) => _writer = writer;

    /// <exception cref="ToolException">The file cannot be written.</exception>
    public static TrainingLog? Open(string? path, MLContext context)
    {
        if (path is null)
        {
            return null;
        }

        TrainingLog? log = null;
        Output.OutputFolder.Write(path, () => log = new TrainingLog(new StreamWriter(path, append: true) { AutoFlush = true }));
        context.Log += (_, e) => log!.Write(e.Message);
        return log;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _writer.Dispose();
        }
    }

    public void Write(string line)
    {
        lock (_lock)
        {
            _writer.WriteLine(line);
        }
    }
}
