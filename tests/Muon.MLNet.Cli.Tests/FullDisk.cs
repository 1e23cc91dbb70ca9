using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Cli.Tests;

/// <summary>What every verb that writes one file must do on a disk that is full or read-only.</summary>
internal static class FullDisk
{
    private const string Before = "what was there before";

    /// <summary>Exit code 4, a message that says why, the old file as it was, and no other file left.</summary>
    /// <param name="disk">An empty disk.</param>
    /// <param name="name">The name of the file.</param>
    /// <param name="write">Runs the verb.</param>
    public static void Check(SmallDisk disk, string name, Func<string, ToolRun> write)
    {
        string target = Path.Combine(disk.Folder, name);
        File.WriteAllText(target, Before);
        disk.Fill();
        string[] files = Directory.GetFiles(disk.Folder);
        write(target).ExpectError(ExitCodes.Output, $"'{target}' cannot be written: No space left on device. Nothing of it is left half-written");
        disk.MakeReadOnly();
        write(target).ExpectError(ExitCodes.Output, $"'{target}' cannot be written: Read-only file system.");
        Assert.AreEqual(Before, File.ReadAllText(target));
        CollectionAssert.AreEquivalent(files, Directory.GetFiles(disk.Folder));
    }
}
