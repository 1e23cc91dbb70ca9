using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Muon.MLNet.Benchmarks.Images;

/// <summary>PIL and OpenCV in Python processes beside this one.</summary>
internal sealed class DecodePeer : IDisposable
{
    private readonly Process _process;

    private DecodePeer(Process process) => _process = process;

    /// <summary>Starts them.</summary>
    /// <param name="workers">The number of processes that decode.</param>
    /// <param name="reason">Why there are none.</param>
    /// <returns>Null where Python or one of both libraries is missing.</returns>
    public static DecodePeer? Start(int workers, out string reason)
    {
        string python = Environment.GetEnvironmentVariable("MUON_PYTHON") ?? "/usr/bin/python3";
        reason = $"PIL and OpenCV are not measured: {python} is missing. Install Debian's python3-pil and python3-opencv, or set MUON_PYTHON to a Python that has both.";
        if (!File.Exists(python))
        {
            return null;
        }

        Process process = Process.Start(new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "Images", "decode.py")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        DecodePeer peer = new(process);
        process.StandardInput.WriteLine(new JsonObject { ["workers"] = workers }.ToJsonString());
        process.StandardInput.Flush();
        if (process.StandardOutput.ReadLine() is null)
        {
            peer.Dispose();
            reason = $"PIL and OpenCV are not measured: see what {python} said. Install Debian's python3-pil and python3-opencv, or set MUON_PYTHON to a Python that has both.";
            return null;
        }

        return peer;
    }

    /// <summary>Gives it the files.</summary>
    public void Load(IEnumerable<string> files) => Ask(new JsonObject { ["files"] = new JsonArray([.. files.Select(file => (JsonNode)file)]) });

    /// <summary>Milliseconds for all files.</summary>
    /// <param name="library">pil or cv2.</param>
    /// <param name="side">The size to scale to; 0 for none.</param>
    public double Time(string library, int side) => (double)Ask(new JsonObject { ["run"] = library, ["side"] = side })["ms"]!;

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private JsonNode Ask(JsonObject request)
    {
        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        return JsonNode.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Python process ended."))!;
    }
}
