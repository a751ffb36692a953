using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CachingProxy.Serving;

/// <summary>Gives each connection of a listener an output that sends memory from where it lies.</summary>
internal static class PageOutputMiddleware
{
    /// <summary>Kestrel copies what is written to a response into blocks of its own. The connections of this listener send pages themselves; not to be combined with TLS.</summary>
    public static void UsePageOutput(this ListenOptions listen) => listen.Use(next => connection => RunAsync(next, connection));

    private static async Task RunAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        // A transport without a socket keeps its output, and responses are copied.
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket || connection.Features.Get<IMemoryPoolFeature>()?.MemoryPool is not { } pool)
        {
            await next(connection);
            return;
        }

        IDuplexPipe transport = connection.Transport;
        var output = new SocketPipeWriter(connection, socket, pool);
        connection.Transport = new Duplex(transport.Input, output);
        connection.Features.Set<IPageOutput>(output);
        try
        {
            await next(connection);
            await output.FlushAsync();
        }
        finally
        {
            connection.Transport = transport;
            output.Complete();
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
