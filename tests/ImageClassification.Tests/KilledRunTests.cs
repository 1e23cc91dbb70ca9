using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using Muon.Testing;

namespace ImageClassification.Tests;

/// <summary>The program, killed in the middle of whatever it does, and started again.</summary>
[TestClass]
public sealed class KilledRunTests
{
    private static readonly string[] s_training = ["--drawn", "--limit", "300", "--epochs", "3", "--batch-size", "25", "--threads", "1", "--seed", "3"];

    /// <summary>
    /// Saved after each step, the program spends a good part of its time in writing, so that some of the kills fall there. In the long
    /// form it is killed at fifty moments, in the short one at three.
    /// </summary>
    [TestMethod]
    public void EndsWithTheModelOfAnUninterruptedRun()
    {
        using IdxFolder folder = new();
        Succeed([.. s_training, "--model", folder.File("whole.zip")]);
        byte[] expected = Digest(folder.File("whole.zip"));
        Stopwatch clock = Stopwatch.StartNew();
        Succeed(Saved(folder, "unharmed"));
        TimeSpan whole = clock.Elapsed;
        CollectionAssert.AreEqual(expected, Digest(folder.File("unharmed.zip")));

        Random random = new(50);
        int killed = 0, resumed = 0, halfWritten = 0;
        for (int round = 0; round < TestLength.Rounds(3, 50); round++)
        {
            string name = $"killed{round}";
            killed += SampleProgram.Kill("ImageClassification", whole * (0.1 + (0.8 * random.NextDouble())), Saved(folder, name)) ? 1 : 0;
            string checkpoints = folder.File(name);
            halfWritten += Directory.Exists(checkpoints) ? Directory.GetFiles(checkpoints, "*.partial").Length : 0;

            string output = Succeed([.. Saved(folder, name), "--resume"]);

            resumed += output.Contains("Resumed from", StringComparison.Ordinal) ? 1 : 0;
            Assert.DoesNotContain("cannot be used", output, $"round {round}: a file was left half-written under its name");
            CollectionAssert.AreEqual(expected, Digest(folder.File(name + ".zip")), $"round {round}");
            Assert.IsEmpty(Directory.GetFiles(checkpoints, "*.partial"));
        }

        Console.WriteLine($"killed {killed} times, {halfWritten} times while a checkpoint was written; {resumed} runs went on from a checkpoint");
        Assert.IsGreaterThan(0, killed);
        Assert.IsGreaterThan(0, resumed);
    }

    private static string[] Saved(IdxFolder folder, string name) =>
        [.. s_training, "--model", folder.File(name + ".zip"), "--checkpoints", folder.File(name), "--checkpoint-steps", "1"];

    private static string Succeed(string[] args)
    {
        (int code, string output, string error) = SampleProgram.Run("ImageClassification", args);
        Assert.AreEqual(0, code, error);
        return output;
    }

    /// <summary>Of what is in the archive: the times of its entries differ.</summary>
    private static byte[] Digest(string model)
    {
        using ZipArchive archive = ZipFile.OpenRead(model);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ZipArchiveEntry entry in archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using Stream content = entry.Open();
            using MemoryStream bytes = new();
            content.CopyTo(bytes);
            hash.AppendData(bytes.ToArray());
        }

        return hash.GetHashAndReset();
    }
}
