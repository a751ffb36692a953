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
    /// Queues memory, which must neither change nor be freed until the next flush is over. Kestrel's accounting sees it as any other write: it asks for memory, gets this very
    /// one from the connection's output, and is told that it is filled.
    /// </summary>
    /// <returns>Whether it was queued; else nothing was written.</returns>
    public bool TryQueue(ReadOnlyMemory<byte> memory) => _output is not null && TryOffer(memory);

    /// <summary>Writes memory as to any other response: Kestrel copies it.</summary>
    public void Copy(ReadOnlyMemory<byte> memory) => _body.Write(memory.Span);

    /// <summary>
    /// Whether memory was not queued because nobody is there to be sent it: to a response whose client left Kestrel gives memory that goes nowhere. Sends what was queued before.
    /// </summary>
    public async ValueTask<bool> HasClientLeftAsync(CancellationToken cancellationToken) =>
        _output is not null && (await _body.FlushAsync(cancellationToken)).IsCompleted;

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
