using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Muon.MLNet.Cli.Tests.Processes;

/// <summary>The program as a process of its own, as a user starts it.</summary>
internal sealed class ToolProcess : IDisposable
{
    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly StringBuilder _said = new();
    private int _open = 2;

    /// <summary>Starts the program.</summary>
    /// <param name="folder">The folder that it lies in.</param>
    /// <param name="args">The command line.</param>
    public ToolProcess(string folder, params string[] args)
    {
        string program = Path.Combine(folder, OperatingSystem.IsWindows() ? "mlnet-muon.exe" : "mlnet-muon");
        string[] reset = IgnoresInterrupts() ? ["env", "--default-signal=INT"] : [];
        string[] line = [.. reset, program, .. args];
        _process = new Process { StartInfo = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true } };
        _process.OutputDataReceived += (_, e) => Add(e.Data);
        _process.ErrorDataReceived += (_, e) => Add(e.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Runs the program to its end.</summary>
    /// <returns>The exit code, and both outputs.</returns>
    public static (int Code, string Output) Run(string folder, params string[] args)
    {
        using ToolProcess tool = new(folder, args);
        return tool.End();
    }

    /// <summary>Waits until a line says something; a test that waits in vain fails when the program ends.</summary>
    public void Expect(string words)
    {
        foreach (string line in _lines.GetConsumingEnumerable())
        {
            _said.AppendLine(line);
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The program ended without '{words}':\n{_said}");
    }

    /// <summary>Presses Ctrl+C.</summary>
    public void Interrupt()
    {
        using Process kill = Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.AreEqual(0, kill.ExitCode);
    }

    /// <summary>Waits for the end.</summary>
    public (int Code, string Output) End()
    {
        foreach (string line in _lines.GetConsumingEnumerable())
        {
            _said.AppendLine(line);
        }

        _process.WaitForExit();
        return (_process.ExitCode, _said.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    // Shells hide Ctrl+C from what they start in the background, and that is inherited.
    private static bool IgnoresInterrupts()
    {
        const string Status = "/proc/self/status";
        const string Ignored = "SigIgn:";
        string? mask = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(text => text.StartsWith(Ignored, StringComparison.Ordinal)) : null;
        return mask is not null && (Convert.ToUInt64(mask[Ignored.Length..].Trim(), 16) & 2) != 0;
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Add(line);
        }
        else if (Interlocked.Decrement(ref _open) == 0)
        {
            _lines.CompleteAdding();
        }
    }
}
