using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WebApi.Tests;

/// <summary>A request that is sent piece by piece, or never to its end.</summary>
internal sealed class RawRequest : IDisposable
{
    private readonly TcpClient _client = new();

    public static async Task<RawRequest> BeginAsync(Uri address, string path, long length)
    {
        RawRequest request = new();
        await request._client.ConnectAsync(IPAddress.Loopback, address.Port);
        await request.SendAsync(Encoding.ASCII.GetBytes(Invariant($"POST {path} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n")));
        return request;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _client.GetStream().WriteAsync(bytes);

    /// <summary>Waits until the server reads the body.</summary>
    public async Task ContinueAsync()
    {
        const string Expected = "HTTP/1.1 100 Continue\r\n\r\n";
        byte[] line = new byte[Expected.Length];
        await _client.GetStream().ReadExactlyAsync(line);
        Assert.AreEqual(Expected, Encoding.ASCII.GetString(line));
    }

    public async Task<string> ReadToEndAsync()
    {
        using StreamReader reader = new(_client.GetStream(), Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Ends the connection with a reset, as a client that has crashed does.</summary>
    public void Dispose()
    {
        _client.LingerState = new LingerOption(enable: true, seconds: 0);
        _client.Dispose();
    }
}
