namespace Muon.MLNet.Extensions.Tests.TestData;

/// <summary>Two models of stripes in a folder, and a file that is served: at first a copy of the first one.</summary>
internal sealed class ServedFile : IDisposable
{
    public ServedFile()
    {
        First = Models.SaveStripes(Files.Folder, seed: 1);
        Second = Models.SaveStripes(Files.Folder, seed: 2);
        Served = Path.Combine(Files.Folder, "served.zip");
        File.Copy(First, Served);
    }

    public PictureFiles Files { get; } = new();

    public string First { get; }

    public string Second { get; }

    public string Served { get; }

    public void Dispose() => Files.Dispose();
}
