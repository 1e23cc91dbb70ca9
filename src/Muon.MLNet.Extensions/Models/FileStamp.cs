using Microsoft.Win32.SafeHandles;

namespace Muon.MLNet.Extensions.Models;

/// <summary>What tells that a file is another one than before.</summary>
/// <param name="Length">Its length; -1 where it cannot be opened.</param>
/// <param name="Written">When it was last written; a rename keeps this.</param>
/// <param name="Created">When it was made.</param>
internal readonly record struct FileStamp(long Length, DateTime Written, DateTime Created)
{
    /// <summary>Looks at the file itself, where the path is a link too.</summary>
    public static FileStamp Of(string path)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new FileStamp(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file), File.GetCreationTimeUtc(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A file that has gone is another one too; loading it says what is wrong.
            return new FileStamp(-1, default, default);
        }
    }
}
