using System.Text;
using Microsoft.ML;
using Muon.MLNet.Cli.Output;

namespace Muon.MLNet.Cli.Training;

/// <summary>The messages of a context in a file, as they come.</summary>
internal sealed class TrainingLog : IDisposable
{
    private const string Option = "--log-file-path";

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly FileStream _file;
    private IOException? _failure;

    private TrainingLog(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Opens the log that was asked for; lines are added to what is there.</summary>
    /// <exception cref="ToolException">The file cannot be written.</exception>
    public static TrainingLog? Open(string? path, MLContext context)
    {
        if (path is null)
        {
            return null;
        }

        TrainingLog? log = null;
        OutputFolder.Write(path, () => log = new TrainingLog(path, new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0)), Option);
        context.Log += (_, e) => log!.Write(e.Message);
        return log;
    }

    /// <summary>Says that the log is not whole. A full disk of the log is no reason to throw a training away.</summary>
    /// <exception cref="ToolException">A line could not be written.</exception>
    public void Check()
    {
        if (_failure is { } failure)
        {
            throw new ToolException(ExitCodes.Output, $"The training is done and its model written, but the log '{_path}' ends early: {OutputFolder.Reason(failure)}. Free some space, or choose another file with {Option}.", failure);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _file.Dispose();
        }
    }

    public void Write(string line)
    {
        lock (_lock)
        {
            if (_failure is not null || !_file.CanWrite)
            {
                return;
            }

            try
            {
                _file.Write(Encoding.UTF8.GetBytes(line + Environment.NewLine));
            }
            catch (IOException error)
            {
                _failure = error;
            }
        }
    }
}
