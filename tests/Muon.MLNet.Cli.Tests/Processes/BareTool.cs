namespace Muon.MLNet.Cli.Tests.Processes;

/// <summary>The built program without the native libraries that it is delivered with.</summary>
internal static class BareTool
{
    private const string Name = "mlnet-muon";

    /// <summary>Copies the managed part of the program.</summary>
    /// <returns>The folder that it lies in.</returns>
    public static string Create(Folder folder)
    {
        string target = folder.At("tool");
        Directory.CreateDirectory(target);
        string needed = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Name + ".deps.json"));
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory))
        {
            string name = Path.GetFileName(file);
            if (name.StartsWith(Name, StringComparison.Ordinal) || (name.EndsWith(".dll", StringComparison.Ordinal) && needed.Contains($"{name}\"", StringComparison.Ordinal)))
            {
                File.Copy(file, Path.Combine(target, name));
            }
        }

        return target;
    }
}
