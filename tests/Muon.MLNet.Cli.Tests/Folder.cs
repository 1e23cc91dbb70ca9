namespace Muon.MLNet.Cli.Tests;

/// <summary>A folder for a test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("muon-cli").FullName;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, params string[] lines)
    {
        File.WriteAllLines(At(name), lines);
        return At(name);
    }

    /// <summary>A table of real messages.</summary>
    public string Messages(int count = 200) =>
        Write("messages.tsv", [.. File.ReadLines(System.IO.Path.Combine(Muon.Testing.TestPaths.RequireData("sms-spam"), "SMSSpamCollection")).Take(count)]);

    /// <summary>A folder of real photographs, some of each class.</summary>
    public string Photos(int perClass = 4)
    {
        string source = Muon.Testing.TestPaths.RequireData("flower-photos-small");
        foreach (string name in (string[])["daisy", "roses"])
        {
            Directory.CreateDirectory(At($"photos/{name}"));
            foreach (string file in Directory.GetFiles(System.IO.Path.Combine(source, name), "*.jpg").Order(StringComparer.Ordinal).Take(perClass))
            {
                File.Copy(file, At($"photos/{name}/{System.IO.Path.GetFileName(file)}"));
            }
        }

        return At("photos");
    }

    /// <summary>A link that leads nowhere.</summary>
    public string Dangling(string name = "dangling")
    {
        File.CreateSymbolicLink(At(name), At("nowhere"));
        return At(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
