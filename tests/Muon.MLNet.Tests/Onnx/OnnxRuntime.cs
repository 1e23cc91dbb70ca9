using System.Diagnostics;
using System.Text.Json;

namespace Muon.MLNet.Tests.Onnx;

/// <summary>
/// ONNX Runtime as npm's <c>onnxruntime-node</c> brings it, installed at the first use into the temporary folder. Where that cannot be, the test that
/// asks for it is inconclusive and says why.
/// </summary>
internal static class OnnxRuntime
{
    private const string Version = "1.30.0";
    private static readonly Lazy<(string? Folder, string Reason)> Installation = new(Install);

    /// <summary>Runs a file on several batches.</summary>
    /// <returns>The values of the output, for each batch.</returns>
    public static float[][] Run(string model, string output, IEnumerable<OnnxInput[]> batches)
    {
        string request = model + ".json";
        File.WriteAllText(request, JsonSerializer.Serialize(batches, JsonSerializerOptions.Web));
        (int code, string answer, string error) = Start("node", [Path.Combine(AppContext.BaseDirectory, "Onnx", "run.js"), model, request], Require());
        Assert.AreEqual(0, code, error);
        return [.. JsonSerializer.Deserialize<Dictionary<string, float[]>[]>(answer)!.Select(batch => batch[output])];
    }

    private static string Require()
    {
        if (Installation.Value.Folder is { } folder)
        {
            return folder;
        }

        Assert.Inconclusive(Installation.Value.Reason);
        throw new InvalidOperationException(Installation.Value.Reason);
    }

    private static (string? Folder, string Reason) Install()
    {
        string folder = Path.Combine(Path.GetTempPath(), "muon-onnxruntime-node-" + Version);
        if (Directory.Exists(folder))
        {
            return (folder, "");
        }

        // Under its name it is whole: another process may look for it, too.
        string unfinished = Directory.CreateTempSubdirectory("muon-onnxruntime-node-").FullName;
        try
        {
            // The package's script would fetch a library for GPUs; that for the CPU is in the package.
            (int code, string output, string error) = Start("npm", ["install", "--prefix", unfinished, "--ignore-scripts", "--no-audit", "--no-fund", "onnxruntime-node@" + Version], unfinished);
            if (code != 0)
            {
                return (null, $"npm could not install onnxruntime-node {Version}: {error}{output}");
            }

            Directory.Move(unfinished, folder);
            return (folder, "");
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return (null, $"ONNX Runtime needs 'node' and 'npm': {error.Message}");
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            return (folder, "");
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    private static (int Code, string Output, string Error) Start(string program, string[] arguments, string runtime)
    {
        ProcessStartInfo start = new(OperatingSystem.IsWindows() && program is "npm" ? "npm.cmd" : program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MUON_ONNXRUNTIME"] = runtime },
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
