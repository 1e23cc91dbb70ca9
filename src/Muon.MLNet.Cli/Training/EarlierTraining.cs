using Muon.MLNet.Cli.Generation;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report;

namespace Muon.MLNet.Cli.Training;

/// <summary>
/// What another training left in the folder that is written to. Record and report have the same names in every folder, so those of a model
/// of another name are kept under its name.
/// </summary>
internal static class EarlierTraining
{
    /// <summary>Refuses, before anything is trained, to replace a file that is not of a training.</summary>
    /// <exception cref="ToolException">There is such a file.</exception>
    public static void Check(string folder)
    {
        string record = Path.Combine(folder, TrainingRecord.FileName);
        string report = Path.Combine(folder, TrainingReport.FileName);
        if (File.Exists(record))
        {
            Name(record);
        }
        else if (File.Exists(report))
        {
            throw InTheWay(report, $"no {TrainingRecord.FileName} beside it says which training wrote it");
        }
    }

    /// <summary>Renames record and report of a model of another name.</summary>
    /// <param name="folder">The folder that is written to.</param>
    /// <param name="name">The name of the model that is written.</param>
    /// <param name="console">Told what was renamed.</param>
    /// <exception cref="ToolException">A file cannot be renamed.</exception>
    public static void Keep(string folder, string name, ToolConsole console)
    {
        string record = Path.Combine(folder, TrainingRecord.FileName);
        string before = File.Exists(record) ? Name(record) : name;
        if (string.Equals(before, name, StringComparison.Ordinal))
        {
            return;
        }

        Rename(TrainingRecord.FileName);
        Rename(TrainingReport.FileName);
        console.Say($"The report of '{before}' is now {Path.Combine(folder, $"{before}.{TrainingReport.FileName}")}.");

        void Rename(string file)
        {
            string target = Path.Combine(folder, $"{before}.{file}");
            if (File.Exists(Path.Combine(folder, file)))
            {
                OutputFolder.Write(target, () => File.Move(Path.Combine(folder, file), target, overwrite: true));
            }
        }
    }

    /// <summary>Removes what was kept of an earlier training of the model that was written now.</summary>
    /// <exception cref="ToolException">A file cannot be removed.</exception>
    public static void Forget(string folder, string name)
    {
        foreach (string file in (string[])[TrainingRecord.FileName, TrainingReport.FileName])
        {
            string kept = Path.Combine(folder, $"{name}.{file}");
            OutputFolder.Write(kept, () => File.Delete(kept));
        }
    }

    private static string Name(string record)
    {
        try
        {
            return ClassNames.Require(TrainingRecord.Load(record).Name);
        }
        catch (Exception error) when (error is InvalidDataException or ToolException)
        {
            throw InTheWay(record, error.Message, error);
        }
    }

    private static ToolException InTheWay(string file, string why, Exception? inner = null) =>
        new(ExitCodes.Output, $"'{file}' would be replaced, and {why.TrimEnd('.')}. Move it away, or choose another folder with --output.", inner);
}
