using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Muon.MLNet.Benchmarks;

/// <summary>PyTorch in a process beside this one, with the same number of threads, the same settings of memory and, where it can be told, the same BLAS.</summary>
internal sealed class PyTorchPeer : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private PyTorchPeer(Process process, Task<string> errors, string version)
    {
        _process = process;
        _errors = errors;
        Version = version;
    }

    /// <summary>The version of PyTorch.</summary>
    public string Version { get; }

    /// <summary>Starts it.</summary>
    /// <param name="script">The path of its script, from the folder of this program.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="device">cpu or cuda.</param>
    /// <param name="reason">Why there is none.</param>
    /// <returns>Null where Python or its torch is missing.</returns>
    public static PyTorchPeer? Start(string script, int threads, string device, out string reason)
    {
        string python = Environment.GetEnvironmentVariable("MUON_PYTHON") ?? "/usr/bin/python3";
        reason = $"PyTorch is not measured: {python} is missing. Install Debian's python3-torch, or set MUON_PYTHON to a Python that has torch.";
        if (!File.Exists(python))
        {
            return null;
        }

        ProcessStartInfo start = new(python, [Path.Combine(AppContext.BaseDirectory, script)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (OperatingSystem.IsLinux())
        {
            // As in the shim around libtorch: large tensors come from memory that is kept. With glibc's own values PyTorch's
            // training steps spend up to a third of their time on fresh pages, which says nothing about the code that is compared.
            start.Environment["MALLOC_MMAP_THRESHOLD_"] = (32 << 20).ToString(CultureInfo.InvariantCulture);
            start.Environment["MALLOC_TRIM_THRESHOLD_"] = (512 << 20).ToString(CultureInfo.InvariantCulture);
        }

        if (LoadedBlas() is { } folder)
        {
            start.Environment["LD_LIBRARY_PATH"] = folder + ":" + Environment.GetEnvironmentVariable("LD_LIBRARY_PATH");
        }

        Process process = Process.Start(start)!;
        process.StandardInput.WriteLine(new JsonObject { ["threads"] = threads, ["device"] = device }.ToJsonString());
        process.StandardInput.Flush();
        string? answer = process.StandardOutput.ReadLine();
        if (answer is null)
        {
            string last = process.StandardError.ReadToEnd().Trim().Split('\n')[^1];
            process.Dispose();
            reason = $"PyTorch is not measured: {last}. Install Debian's python3-torch, or set MUON_PYTHON to a Python that has torch.";
            return null;
        }

        return new PyTorchPeer(process, process.StandardError.ReadToEndAsync(), (string)JsonNode.Parse(answer)!["torch"]!);
    }

    /// <summary>Sends one request and waits for its answer.</summary>
    /// <exception cref="InvalidOperationException">The process ended.</exception>
    public JsonNode Ask(JsonObject request)
    {
        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The PyTorch process ended: {_errors.Result.Trim().Split('\n')[^1]}");
        return JsonNode.Parse(answer)!;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    // The folder of the libblas that this process has loaded, so that both multiply with the same one. Where it brings its own,
    // the one that suits libtorch's threads best.
    private static string? LoadedBlas()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        const string SharedThreads = "/usr/lib/x86_64-linux-gnu/openblas-openmp";
        return File.ReadLines("/proc/self/maps")
            .Select(line => line[(line.LastIndexOf(' ') + 1)..])
            .Where(path => path.Contains("/libblas.so", StringComparison.Ordinal))
            .Select(Path.GetDirectoryName)
            .FirstOrDefault() ?? (Directory.Exists(SharedThreads) ? SharedThreads : null);
    }
}
