using System.Diagnostics;

namespace Muon.MLNet.Tests.TestData;

/// <summary>A file system in memory that can be filled and made read-only. It takes root on Linux to have one; the test is inconclusive elsewhere.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("muon").FullName;

    public SmallDisk(int megabytes)
    {
        Folder = System.IO.Path.Combine(_parent, "disk");
        Directory.CreateDirectory(Folder);
        if (!OperatingSystem.IsLinux() || !Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Folder))
        {
            Directory.Delete(_parent, recursive: true);
            Assert.Inconclusive("No file system can be mounted here.");
        }
    }

    public string Folder { get; }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        using FileStream filler = new(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Filler);

    public void MakeReadOnly() => Assert.IsTrue(Run("mount", "-o", "remount,ro", Folder));

    public void Dispose()
    {
        Run("umount", Folder);
        Directory.Delete(_parent, recursive: true);
    }

    private string Filler => System.IO.Path.Combine(Folder, "filler");

    private static bool Run(string program, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
