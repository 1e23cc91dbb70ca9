namespace Muon.MLNet.Extensions.Models;

/// <summary>What tells that a file is another one than before.</summary>
/// <param name="Length">Its length; -1 where there is none.</param>
/// <param name="Written">When it was last written; a rename keeps this.</param>
/// <param name="Created">When it was made.</param>
internal readonly record struct FileStamp(long Length, DateTime Written, DateTime Created)
{
    public static FileStamp Of(string path)
    {
        FileInfo link = new(path);
        FileInfo file = link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? link;
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc, file.CreationTimeUtc) : new FileStamp(-1, default, default);
    }
}
