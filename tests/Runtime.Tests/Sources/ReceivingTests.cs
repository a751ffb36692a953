using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PageMove.Pages;
using PageMove.Sources;
using Runtime.Tests.Support;

namespace Runtime.Tests.Sources;

/// <summary>Bytes that a network received into an arena's pages are moved into the cache where they fill a page, and copied where they do not.</summary>
public sealed class ReceivingTests
{
    private const int PageSize = SourceScene.PageSize;
    private const int PageCount = 15;
    private const int HeaderLength = 10;

    private static readonly byte[] Content = Pattern.Of(seed: 1, PageCount * PageSize);

    [Fact]
    public async Task What_a_socket_received_into_pages_is_moved_and_its_tail_copied()
    {
        using var receiver = await ReceiverOfAsync([.. Content, 1, 2, 3]);
        await using var scene = new SourceScene(_ => new StreamSource(receiver));

        Assert.Equal([.. Content, 1, 2, 3], await scene.ReadAsync(0, Content.Length + PageSize));
        Assert.Equal((PageCount, 1), await scene.ReceiptsAsync());
    }

    [Fact]
    public async Task What_a_socket_received_into_a_pipelines_pages_is_copied_where_a_header_came_first()
    {
        using var receiver = await ReceiverOfAsync([.. new byte[HeaderLength], .. Content]);
        PipeReader reader = null!;
        await using var scene = new SourceScene(arena => new PipeReaderSource(
            reader = PipeReader.Create(receiver, new StreamPipeReaderOptions(arena, bufferSize: PageSize, minimumReadSize: 1))));
        await SkipHeaderAsync(reader);

        Assert.Equal(Content, await scene.ReadAsync(0, Content.Length));
        Assert.Equal((0, PageCount), await scene.ReceiptsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_Kestrel_received_into_pages_is_moved_where_it_fills_them_and_copied_where_a_header_came_first(bool withHeader)
    {
        using var arena = new PageArena(new PageArenaOptions { PageSize = PageSize, PageCount = 128, Guard = true });
        var taken = new TaskCompletionSource<ConnectionContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (WebApplication server = await KestrelOverAsync(arena, async connection =>
        {
            taken.SetResult(connection);
            await done.Task;
        }))
        {
            using var client = new TcpClient();
            await client.ConnectAsync(AddressOf(server));
            await client.GetStream().WriteAsync(withHeader ? [.. new byte[HeaderLength], .. Content] : Content);

            PipeReader reader = (await taken.Task).Transport.Input;
            if (withHeader)
                await SkipHeaderAsync(reader);

            var scene = new SourceScene(arena, _ => new PipeReaderSource(reader, new ForwardSourceOptions { Length = Content.Length, LeaveOpen = true }));
            await using (scene)
                Assert.Equal(Content, await scene.ReadAsync(0, Content.Length));

            (int moved, int copied) = await scene.ReceiptsAsync();
            Assert.Equal(PageCount, moved + copied);
            Assert.Equal(withHeader, moved == 0);
            done.SetResult();
        }

        Assert.Equal([], arena.DescribeOutstandingPages());
    }

    private static async Task<NetworkStream> ReceiverOfAsync(byte[] bytes)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var receiver = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await receiver.ConnectAsync(listener.LocalEndpoint);
        using Socket sender = await listener.AcceptSocketAsync();
        await sender.SendAsync(bytes);
        sender.Shutdown(SocketShutdown.Send);
        return new NetworkStream(receiver, ownsSocket: true);
    }

    private static async Task SkipHeaderAsync(PipeReader reader)
    {
        ReadResult header = await reader.ReadAtLeastAsync(HeaderLength);
        reader.AdvanceTo(header.Buffer.GetPosition(HeaderLength));
    }

    private static async Task<WebApplication> KestrelOverAsync(PageArena arena, Func<ConnectionContext, Task> handler)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>>(new ArenaPools(arena));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Run(handler)));
        WebApplication server = builder.Build();
        await server.StartAsync();
        return server;
    }

    private static IPEndPoint AddressOf(WebApplication server)
    {
        string address = server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        return IPEndPoint.Parse(new Uri(address).Authority);
    }

    private sealed class ArenaPools(PageArena arena) : IMemoryPoolFactory<byte>
    {
        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool(arena);
    }

    /// <summary>An arena that its user may dispose.</summary>
    private sealed class Pool(PageArena arena) : MemoryPool<byte>
    {
        public override int MaxBufferSize => arena.MaxBufferSize;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => arena.Rent(minBufferSize);

        protected override void Dispose(bool disposing)
        {
        }
    }
}
