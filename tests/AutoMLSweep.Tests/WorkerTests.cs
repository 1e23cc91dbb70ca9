using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Muon.MLNet;
using Muon.Testing;
using Npgsql;

namespace AutoMLSweep.Tests;

/// <summary>Processes that work on one study, and are killed.</summary>
[TestClass]
public sealed class WorkerTests
{
    private const int Trials = 8;
    private const int Workers = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private string _folder = "";

    [TestInitialize]
    public void Prepare()
    {
        _folder = Directory.CreateTempSubdirectory("muon-sweep-").FullName;
        TestPaths.RequireData("optdigits");
    }

    [TestCleanup]
    public void Clean()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [TestMethod]
    public void WorkersOnAFile_LoseNoTrialWhenOneIsKilled() => WorkersLoseNoTrial($"Data Source={Path.Combine(_folder, "sweep.db")};Pooling=false");

    [TestMethod]
    public void WorkersOnAServer_LoseNoTrialWhenOneIsKilled()
    {
        using PostgresServer server = PostgresServer.Start();
        WorkersLoseNoTrial(server.Connection);
    }

    [TestMethod]
    public void ASweepThatIsKilled_GoesOnWithTheTrialsThatItWouldHaveHad()
    {
        string file = $"Data Source={Path.Combine(_folder, "sweep.db")};Pooling=false";
        Assert.AreEqual(0, SampleProgram.Run("AutoMLSweep", Arguments(file, "whole")).Code);
        string[] expected = Parameters(MuonStudy.Open(file, "whole"));

        MuonStudy killed = MuonStudy.Open(file, "killed");
        using (Process worker = Start(file, "killed"))
        {
            Wait(() => killed.GetTrials().Count > 2, worker);
            KillInTheMiddleOfATrial(worker, file);
        }

        Assert.IsLessThan(Trials, killed.GetTrials().Count(trial => trial.State is not null));
        (int code, string output, string error) = SampleProgram.Run("AutoMLSweep", Arguments(file, "killed"));
        Assert.AreEqual(0, code, error);
        AssertComplete(killed);
        CollectionAssert.AreEqual(expected, Parameters(killed));
        StringAssert.Contains(output, "What mattered");
    }

    private static void WorkersLoseNoTrial(string connection)
    {
        MuonStudy study = MuonStudy.Open(connection, "digits");
        Process[] workers = [.. Enumerable.Range(0, Workers).Select(_ => Start(connection, "digits"))];
        try
        {
            Wait(() => study.GetTrials().Count >= Workers, workers[0]);
            KillInTheMiddleOfATrial(workers[0], connection);
            foreach (Process worker in workers)
            {
                Assert.IsTrue(worker.WaitForExit(Patience), "A worker did not end.");
            }

            Assert.IsTrue(workers[1..].All(worker => worker.ExitCode == 0), string.Join(' ', workers.Select(worker => worker.ExitCode)));
        }
        finally
        {
            foreach (Process worker in workers)
            {
                worker.Kill();
                worker.Dispose();
            }
        }

        AssertComplete(study);
    }

    /// <summary>Each trial has ended, once: their numbers are those from 0 on, and no two have the same parameters.</summary>
    private static void AssertComplete(MuonStudy study)
    {
        IReadOnlyList<StoredTrial> trials = study.GetTrials();
        CollectionAssert.AreEqual(Enumerable.Range(0, Trials).ToArray(), trials.Select(trial => trial.Number).ToArray());
        Assert.IsTrue(trials.All(trial => trial.State == TrialState.Completed), string.Join(' ', trials.Select(trial => $"{trial.State} {trial.Reason}")));
        Assert.AreEqual(Trials, trials.Select(trial => trial.Parameter.ToString()).Distinct(StringComparer.Ordinal).Count());
        Assert.IsTrue(trials.Any(trial => trial.Attempts == 2), "The trial of the worker that was killed was not taken over.");
    }

    private static string[] Parameters(MuonStudy study) => [.. study.GetTrials().Select(trial => $"{trial.Parameter} {trial.Metric}")];

    /// <summary>Holds the process until it is seen to have a trial, so that it is killed neither before nor after one.</summary>
    private static void KillInTheMiddleOfATrial(Process worker, string connection)
    {
        Wait(
            () =>
            {
                Signal(worker, "STOP");
                if (HasTrial(worker, connection))
                {
                    return true;
                }

                Signal(worker, "CONT");
                return false;
            },
            worker);
        worker.Kill();
        Assert.IsTrue(worker.WaitForExit(Patience));
    }

    private static void Signal(Process worker, string signal)
    {
        using Process kill = Process.Start("/bin/kill", [$"-{signal}", $"{worker.Id}"]);
        kill.WaitForExit();
    }

    private static bool HasTrial(Process worker, string connection)
    {
        using DbConnection opened = connection.Contains("Host=", StringComparison.Ordinal) ? new NpgsqlConnection(connection) : new SqliteConnection(connection);
        opened.Open();
        using DbCommand command = opened.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM muon_trial WHERE state = 'running' AND worker LIKE '%/{worker.Id}/%'";
        return Convert.ToInt32(command.ExecuteScalar()) > 0;
    }

    private static void Wait(Func<bool> condition, Process worker)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.IsFalse(worker.HasExited, "The worker ended too early.");
            Assert.IsLessThan(Patience, Stopwatch.GetElapsedTime(start));
            Thread.Sleep(20);
        }
    }

    private static string[] Arguments(string connection, string name) =>
        ["--study", connection, "--name", name, "--trials", $"{Trials}", "--limit", "600", "--epochs", "3", "--threads", "1"];

    private static Process Start(string connection, string name) => SampleProgram.Start("AutoMLSweep", Arguments(connection, name));
}
