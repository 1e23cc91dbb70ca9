using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report;

TrainingReport.Write(TrainingRecord.Load(args[0]), args[1]);
