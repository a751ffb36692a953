using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CachingProxy.Tests.Support;

/// <summary>A client that says exactly what it is told to, and reads answers byte by byte if need be.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public static async Task<RawClient> ConnectAsync(Uri server, int receiveBufferSize = 0)
    {
        var client = new RawClient();
        if (receiveBufferSize > 0)
            client._socket.ReceiveBufferSize = receiveBufferSize;

        await client._socket.ConnectAsync(IPAddress.Loopback, server.Port);
        return client;
    }

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>Reads an answer's head, its empty line included.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await ReadAsync(1))[0]);
        return head.ToString();
    }

    /// <summary>Reads an answer with a Content-Length.</summary>
    public async Task<(string Head, byte[] Body)> ReadAnswerAsync()
    {
        string head = await ReadHeadAsync();
        string length = head.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))["Content-Length:".Length..];
        return (head, await ReadAsync(int.Parse(length, CultureInfo.InvariantCulture)));
    }

    public async Task<byte[]> ReadAsync(int count)
    {
        byte[] bytes = new byte[count];
        int read = 0;
        while (read < count)
        {
            int received = await _socket.ReceiveAsync(bytes.AsMemory(read));
            Assert.NotEqual(0, received);
            read += received;
        }

        return bytes;
    }

    /// <summary>Leaves without a word: the server sees a reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();
}
