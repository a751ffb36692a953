using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using CachingProxy.Serving;
using Microsoft.AspNetCore.Connections;

namespace CachingProxy.Tests;

public sealed class SocketPipeWriterTests : IAsyncLifetime, IDisposable
{
    private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly DefaultConnectionContext _connection = new();
    private Socket _server = null!;
    private SocketPipeWriter _writer = null!;

    public async Task InitializeAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        await _client.ConnectAsync(listener.LocalEndPoint!);
        _server = await listener.AcceptAsync();
        _writer = new SocketPipeWriter(_connection, _server, MemoryPool<byte>.Shared);
    }

    // The connection stays: once aborted, it tells so on a thread of the pool, and brings the process down if it was disposed meanwhile. It owns no more than a token.
    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _writer.Complete();
        _client.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Heads_and_offered_pages_are_sent_in_the_order_they_were_written()
    {
        byte[] page = new byte[100_000];
        new Random(1).NextBytes(page);
        byte[] large = new byte[2_000_000];
        new Random(2).NextBytes(large);

        _writer.Write("head"u8);
        Offer(page);
        _writer.Write("tail"u8);
        _writer.Write(large);
        Offer(page.AsMemory(7, 9));
        Assert.Equal(4 + 100_000 + 4 + 2_000_000 + 9, _writer.UnflushedBytes);
        ValueTask<FlushResult> flush = _writer.FlushAsync();

        byte[] expected = [.. "head"u8, .. page, .. "tail"u8, .. large, .. page.AsSpan(7, 9)];
        Assert.Equal(expected, await ReceiveAsync(expected.Length));
        Assert.False((await flush).IsCompleted);
        Assert.Equal(0, _writer.UnflushedBytes);
    }

    [Fact]
    public void Another_thread_never_gets_the_offered_memory()
    {
        byte[] page = new byte[5000];
        _writer.Offer(page);
        Memory<byte> given = default;

        var other = new Thread(() => given = _writer.GetMemory(1));
        other.Start();
        other.Join();

        Assert.False(given.Span.Overlaps(page));
        Assert.True(_writer.GetMemory(1).Span == page.AsSpan());
        _writer.Withdraw();
        Assert.False(_writer.GetMemory(1).Span.Overlaps(page));
    }

    [Fact]
    public void An_offer_too_small_for_what_is_wanted_is_not_taken()
    {
        byte[] page = new byte[10];
        _writer.Offer(page);

        Assert.False(_writer.GetMemory(11).Span.Overlaps(page));
    }

    [Fact]
    public async Task A_flush_ends_when_the_client_is_gone_and_says_so()
    {
        byte[] page = new byte[64 << 20];
        Offer(page);
        ValueTask<FlushResult> flush = _writer.FlushAsync();
        Assert.False(flush.IsCompleted);

        _client.LingerState = new LingerOption(enable: true, seconds: 0);
        _client.Dispose();

        Assert.True((await flush).IsCompleted);
        Assert.Equal(0, _writer.UnflushedBytes);
        Assert.True((await _writer.FlushAsync()).IsCompleted);
    }

    [Fact]
    public async Task After_a_flush_that_was_cancelled_nothing_more_is_sent()
    {
        byte[] page = new byte[64 << 20];
        Offer(page);
        using var cancellation = new CancellationTokenSource();
        ValueTask<FlushResult> flush = _writer.FlushAsync(cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await flush);
        Assert.Equal(0, _writer.UnflushedBytes);
        Assert.True((await _writer.FlushAsync()).IsCompleted);
    }

    private void Offer(ReadOnlyMemory<byte> memory)
    {
        _writer.Offer(memory);
        Assert.True(_writer.GetMemory(1).Span == memory.Span);
        _writer.Withdraw();
        _writer.Advance(memory.Length);
    }

    private async Task<byte[]> ReceiveAsync(int count)
    {
        byte[] bytes = new byte[count];
        int received = 0;
        while (received < count)
            received += await _client.ReceiveAsync(bytes.AsMemory(received));
        return bytes;
    }
}
