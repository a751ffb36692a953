using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http.Features;

namespace CachingProxy.Serving;

/// <summary>Writes cached memory to a response, without copying it where that can be done.</summary>
internal readonly struct PageResponse
{
    private readonly PipeWriter _body;
    private readonly IPageOutput? _output;

    /// <summary>Begins to write to a response that was started.</summary>
    public PageResponse(HttpContext context)
    {
        _body = context.Response.BodyWriter;

        // Only here does memory that Kestrel asks of the connection go to the response as it is: chunked bodies have marks put into it, and HTTP/2 and TLS frames.
        bool isPlain = context.Response.HasStarted
            && context.Response.ContentLength is not null
            && HttpProtocol.IsHttp11(context.Request.Protocol)
            && context.Features.Get<ITlsConnectionFeature>() is null;
        _output = isPlain ? context.Features.Get<IPageOutput>() : null;
    }

    /// <summary>
    /// Writes memory. It must neither change nor be freed until the next flush is over. Kestrel's accounting sees it as any other write: it asks for memory, gets this very
    /// one from the connection's output, and is told that it is filled.
    /// </summary>
    /// <returns>Whether nothing was copied.</returns>
    public bool Write(ReadOnlyMemory<byte> memory)
    {
        if (_output is not null && TryOffer(memory))
            return true;

        _body.Write(memory.Span);
        return false;
    }

    private bool TryOffer(ReadOnlyMemory<byte> memory)
    {
        _output!.Offer(memory);
        try
        {
            // While a flush is under way, Kestrel hands out memory of its own; so this is the proof, whatever is known of Kestrel.
            Memory<byte> given = _body.GetMemory(1);
            if (given.Length != memory.Length || !Unsafe.AreSame(ref MemoryMarshal.GetReference(given.Span), ref MemoryMarshal.GetReference(memory.Span)))
                return false;

            _body.Advance(memory.Length);
            return true;
        }
        finally
        {
            _output.Withdraw();
        }
    }
}
