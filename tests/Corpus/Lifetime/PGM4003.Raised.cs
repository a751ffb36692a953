using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4003: of what is called in a <c>try</c> some is known to throw nothing, and then no handler finds the object as it was before the call.</summary>
public sealed class PGM4003Raised
{
    private readonly Channel<Page> _ready = Channel.CreateBounded<Page>(4);
    private readonly Queue<Page> _queue = new();
    private Page? _last;

    public async Task PumpGood(PagePipe pipe, Channel<PipeBuffer> ready, CancellationToken cancellation)
    {
        try
        {
            while (await pipe.TakeAsync(cancellation) is { } buffer)
            {
                if (!ready.Writer.TryWrite(buffer))
                    buffer.Release();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    public async Task PumpBad(PagePipe pipe, Channel<PipeBuffer> ready, CancellationToken cancellation)
    {
        try
        {
            while (await pipe.TakeAsync(cancellation) is { } buffer) // PGM4003
                await ready.Writer.WriteAsync(buffer, cancellation);
        }
        catch (OperationCanceledException)
        {
        }
    }

    public void ExchangedGood(PageArena arena)
    {
        try
        {
            Page page = arena.Allocate();
            Interlocked.Exchange(ref _last, page)?.Release();
        }
        catch (OutOfMemoryException exception)
        {
            Console.WriteLine(exception.Message);
        }
    }

    public void PublishedGood(PageArena arena)
    {
        try
        {
            Page page = arena.Allocate();
            Volatile.Write(ref _last, page);
        }
        catch (OutOfMemoryException exception)
        {
            Console.WriteLine(exception.Message);
        }
    }

    public void ClearedAndQueuedGood(PageArena arena)
    {
        try
        {
            Page page = arena.Allocate();
            page.Span.Clear();
            _queue.Enqueue(page);
        }
        catch (OutOfMemoryException exception)
        {
            Console.WriteLine(exception.Message);
        }
    }

    public void AnsweredGood(PageArena arena, TaskCompletionSource<Page> answer)
    {
        try
        {
            Page page = arena.Allocate();
            if (!answer.TrySetResult(page))
                page.Release();
        }
        catch (OutOfMemoryException exception)
        {
            Console.WriteLine(exception.Message);
        }
    }

    public void WrittenOrReleasedGood(PageArena arena)
    {
        try
        {
            Page page = arena.Allocate();
            if (!_ready.Writer.TryWrite(page))
                page.Release();
        }
        catch (OutOfMemoryException exception)
        {
            Console.WriteLine(exception.Message);
            throw;
        }
    }

    public void ReadFromBad(PageArena arena, System.IO.Stream stream)
    {
        try
        {
            Page page = arena.Allocate(); // PGM4003
            stream.ReadExactly(page.Span);
            _queue.Enqueue(page);
        }
        catch (System.IO.IOException exception)
        {
            Console.WriteLine(exception.Message);
        }
    }
}
