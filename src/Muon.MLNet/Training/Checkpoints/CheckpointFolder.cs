using Microsoft.ML.Runtime;
using Muon.MLNet.Persistence;
using static TorchSharp.torch;

namespace Muon.MLNet.Training.Checkpoints;

/// <summary>
/// The folder with the checkpoints of one run. A file appears under its name only when it is whole and on the disk: it is written under another
/// name and renamed. What a killed process left half-written keeps that other name, and is removed at the next start.
/// </summary>
internal sealed class CheckpointFolder
{
    private const string Partial = ".partial";
    private const string Damaged = ".damaged";

    private readonly string _path;
    private readonly IChannel _channel;

    /// <summary>Creates the folder where there is none, and tries whether files can be written.</summary>
    /// <exception cref="IOException">They cannot.</exception>
    public CheckpointFolder(string path, IChannel channel)
    {
        (_path, _channel) = (Path.GetFullPath(path), channel);
        Guard("used", () =>
        {
            Directory.CreateDirectory(_path);
            foreach (string leftover in Directory.GetFiles(_path, CheckpointName.Prefix + "*" + CheckpointName.Extension + Partial))
            {
                File.Delete(leftover);
            }

            string trial = Path.Combine(_path, new CheckpointName(0, 0) + Partial);
            File.WriteAllBytes(trial, []);
            File.Delete(trial);
            return true;
        });
    }

    /// <summary>The checkpoints that are there, the newest first.</summary>
    public IReadOnlyList<CheckpointName> List() => Guard("read", () =>
    {
        List<CheckpointName> names = [];
        foreach (string file in Directory.GetFiles(_path, CheckpointName.Prefix + "*" + CheckpointName.Extension))
        {
            if (CheckpointName.TryParse(Path.GetFileName(file), out CheckpointName name))
            {
                names.Add(name);
            }
        }

        names.Sort((a, b) => b.CompareTo(a));
        return names;
    });

    /// <summary>Opens a checkpoint.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public CheckpointFile Open(CheckpointName name) => Guard("read", () => CheckpointFile.Open(PathOf(name)));

    /// <summary>Says that a checkpoint is damaged, and takes it out of the row: it is renamed, and looked at no more.</summary>
    public void SetAside(CheckpointName name, InvalidDataException error)
    {
        _channel.Warn($"The checkpoint '{PathOf(name)}' cannot be used and is now called '{name}{Damaged}'. {error.Message}");
        Guard("changed", () =>
        {
            File.Move(PathOf(name), PathOf(name) + Damaged, overwrite: true);
            return true;
        });
    }

    /// <summary>Saves a checkpoint, in place of one of the same name.</summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written to; the checkpoints before are as they were.</exception>
    public void Write(CheckpointName name, CheckpointHeader header, IReadOnlyDictionary<string, Tensor> tensors)
    {
        Guard("written to", () =>
        {
            AtomicFile.Write(PathOf(name), PathOf(name) + Partial, file => CheckpointFile.Write(file, header, tensors));
            return true;
        });
    }

    /// <summary>Removes all but the newest checkpoints and that of the best epoch.</summary>
    /// <param name="keep">How many of the newest stay.</param>
    /// <param name="bestEpoch">The best epoch, from 1, or 0.</param>
    public void Prune(int keep, int bestEpoch)
    {
        CheckpointName best = new(bestEpoch, 0);
        foreach (CheckpointName old in List().Skip(keep).Where(name => bestEpoch == 0 || name != best))
        {
            Guard("changed", () =>
            {
                File.Delete(PathOf(old));
                return true;
            });
        }
    }

    public string PathOf(CheckpointName name) => Path.Combine(_path, name.ToString());

    private static bool IsOfTheDisk(Exception error) => error is IOException or UnauthorizedAccessException;

    private T Guard<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (IsOfTheDisk(error))
        {
            throw new IOException(
                $"CheckpointDirectory '{_path}' cannot be {what}: {error.Message} Make room or choose another folder; checkpoints that were there are as they were.", error);
        }
    }
}
