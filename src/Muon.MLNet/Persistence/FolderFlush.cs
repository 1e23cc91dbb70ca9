using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Muon.MLNet.Persistence;

/// <summary>
/// Waits until the names in a folder are on the disk: after a rename the file is, its new name need not be. Windows keeps a journal of names and
/// opens no folders; there nothing is done.
/// </summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;
    private const int InputOutputError = 5; // EIO

    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void Run(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            Unix(folder);
        }
    }

    // Some file systems flush no folders, and some folders may be written but not read: the rename has succeeded all the same.
    [UnsupportedOSPlatform("windows")]
    private static void Unix(string folder)
    {
        int descriptor = open(folder, ReadOnly);
        if (descriptor < 0)
        {
            return;
        }

        int error = fsync(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = close(descriptor);
        if (error == InputOutputError)
        {
            throw new IOException($"The folder '{folder}' cannot be brought to the disk: {Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int descriptor);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int descriptor);
}
