using Muon.MLNet.Cli.Generation;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report;

namespace Muon.MLNet.Cli.Training;

/// <summary>Writes what a training leaves behind; each file appears when it is whole.</summary>
internal static class TrainingFiles
{
    /// <summary>Model, code, record and report.</summary>
    /// <exception cref="ToolException">A file cannot be written.</exception>
    public static void Write(TrainingJob job, MuonTrainerOptions options, TrainedModel model, TrainingRecord record, ToolConsole console)
    {
        string file = Path.Combine(job.Request.Output, record.ModelFile);
        OutputFolder.Write(file, () => job.Context.Model.SaveMuon(model.Chain, job.Context.Data.LoadFromEnumerable(job.Data.Train).Schema, file));
        new GeneratedProject(job.Request, job.Data.Format, options).Write(record, console);
        EarlierTraining.Keep(job.Request.Output, record.Name, console);
        WriteRecord(job.Request, record);
        EarlierTraining.Forget(job.Request.Output, record.Name);
    }

    /// <summary>Record and report alone.</summary>
    /// <returns>The file of the report.</returns>
    /// <exception cref="ToolException">A file cannot be written.</exception>
    public static string WriteRecord(TrainingRequest request, TrainingRecord record)
    {
        string file = Path.Combine(request.Output, TrainingRecord.FileName);
        OutputFolder.Write(file, () => record.Save(file));
        string report = Path.Combine(request.Output, TrainingReport.FileName);
        OutputFolder.Write(report, () => TrainingReport.Write(record, report));
        return report;
    }
}
