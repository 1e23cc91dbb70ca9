using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AutoMLSweep.Tests;

/// <summary>A PostgreSQL server of the test's own, on the loopback interface, with an empty database.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string User = "postgres";

    private readonly string _bin;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"muon-postgres-{Guid.NewGuid():N}");

    private PostgresServer(string bin)
    {
        _bin = bin;
        Directory.CreateDirectory(_folder);
        int port = FreePort();
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            Run("chown", User, _folder);
        }

        Server("initdb", "-D", _folder, "-U", User, "--auth=trust", "--no-sync");
        Server("pg_ctl", "-D", _folder, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -p {port}", "start");
        Connection = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database=postgres;Username={User};Pooling=false");
    }

    public string Connection { get; }

    /// <summary>Starts a server; an inconclusive test where none is installed.</summary>
    public static PostgresServer Start()
    {
        const string packages = "/usr/lib/postgresql";
        string? bin = Directory.Exists(packages)
            ? Directory.GetDirectories(packages).Select(version => Path.Combine(version, "bin")).LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;
        if (bin is null)
        {
            Assert.Inconclusive($"PostgreSQL is not installed in {packages}; install Debian's package postgresql.");
        }

        return new PostgresServer(bin!);
    }

    public void Dispose()
    {
        Server("pg_ctl", "-D", _folder, "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private void Server(string program, params string[] args)
    {
        string path = Path.Combine(_bin, program);
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", User, "--", path, .. args]);
        }
        else
        {
            Run(path, args);
        }
    }

    private static void Run(string program, params string[] args)
    {
        // The server inherits what it is started with: its output must not be waited for.
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" </dev/null >/dev/null 2>&1", "sh", program, .. args]) { WorkingDirectory = Path.GetTempPath() })!;
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, $"{program} {string.Join(' ', args)}");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
