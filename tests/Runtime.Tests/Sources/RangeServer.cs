using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Runtime.Tests.Sources;

/// <summary>An HTTP/1.1 server of one resource, over plain sockets, so that it misbehaves as a test tells it.</summary>
internal sealed class RangeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private readonly List<string> _requests = [];
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    internal RangeServer(byte[] content)
    {
        Content = content;
        _listener.Start();
        _accepting = AcceptAsync();
        Uri = new Uri($"http://{_listener.LocalEndpoint}/resource");
    }

    internal Uri Uri { get; }

    internal byte[] Content { get; set; }

    internal string? Tag { get; set; }

    internal string? LastModified { get; set; }

    internal bool IgnoresRanges { get; set; }

    /// <summary>The most bytes of one range that are answered.</summary>
    internal int MaxRange { get; set; } = int.MaxValue;

    /// <summary>How the body's end is told.</summary>
    internal Framing Framing { get; set; } = Framing.ContentLength;

    /// <summary>Bytes of the body after which the connection is closed.</summary>
    internal int? DiesAfter { get; set; }

    /// <summary>Bytes of the body after which nothing more comes.</summary>
    internal int? StopsAfter { get; set; }

    /// <summary>Completes when the server has stopped in the middle of a body.</summary>
    internal TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is answered instead of what is right.</summary>
    internal string? Status { get; set; }

    internal string? ContentRange { get; set; }

    internal string? ContentEncoding { get; set; }

    internal byte[]? Body { get; set; }

    internal int ConnectionCount
    {
        get
        {
            lock (_gate)
                return _connections.Count;
        }
    }

    internal IReadOnlyList<string> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _closing.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_closing.Token);
                lock (_gate)
                    _connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            Assert.True(_closing.IsCancellationRequested, error.ToString());
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            while (await ReadRequestAsync(stream) is { } request && await AnswerAsync(stream, request))
            {
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The client or the test has gone.
        }
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _closing.Token) == 0)
                return null;

            head.Append((char)one[0]);
        }

        lock (_gate)
            _requests.Add(head.ToString());

        return head.ToString();
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, string request)
    {
        (long from, long to) = RangeOf(request);
        bool isOther = HeaderOf(request, "If-Range") is { } tag && tag != Tag;
        bool isWhole = IgnoresRanges || isOther;
        bool isPast = !isWhole && from >= Content.Length;
        if (isWhole)
            (from, to) = (0, Content.Length - 1);

        to = Math.Min(Math.Min(to, Content.Length - 1), from + MaxRange - 1);
        byte[] body = Body ?? (isPast ? [] : Content[(int)from..(int)(to + 1)]);
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status ?? (isWhole ? "200 OK" : isPast ? "416 Range Not Satisfiable" : "206 Partial Content")}\r\n");
        string? range = ContentRange ?? (isWhole ? null : isPast ? $"bytes */{Content.Length}" : $"bytes {from}-{to}/{Content.Length}");
        Append(head, "Content-Range", range is { Length: > 0 } ? range : null);
        Append(head, "ETag", isPast ? null : Tag);
        Append(head, "Last-Modified", isPast ? null : LastModified);
        Append(head, "Content-Encoding", ContentEncoding);
        Append(head, "Content-Length", Framing == Framing.ContentLength ? $"{body.Length}" : null);
        Append(head, "Transfer-Encoding", Framing == Framing.Chunked ? "chunked" : null);
        Append(head, "Connection", Framing == Framing.Closing ? "close" : null);
        head.Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), _closing.Token);

        int sent = Math.Min(body.Length, DiesAfter ?? StopsAfter ?? int.MaxValue);
        if (Framing == Framing.Chunked)
        {
            foreach (byte[] chunk in body[..sent].Chunk(1000))
                await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"), .. chunk, .. "\r\n"u8], _closing.Token);
        }
        else
        {
            await stream.WriteAsync(body.AsMemory(0, sent), _closing.Token);
        }

        if (sent < body.Length && StopsAfter is not null)
        {
            Stopped.TrySetResult();
            await Task.Delay(Timeout.Infinite, _closing.Token);
        }

        if (sent < body.Length || DiesAfter is not null || Framing == Framing.Closing)
            return false;

        if (Framing == Framing.Chunked)
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), _closing.Token);

        return true;
    }

    private static (long From, long To) RangeOf(string request)
    {
        string[] range = HeaderOf(request, "Range")!["bytes=".Length..].Split('-');
        return (long.Parse(range[0], CultureInfo.InvariantCulture), long.Parse(range[1], CultureInfo.InvariantCulture));
    }

    internal static string? HeaderOf(string request, string name) =>
        request.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];

    private static void Append(StringBuilder head, string name, string? value)
    {
        if (value is not null)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
    }
}
