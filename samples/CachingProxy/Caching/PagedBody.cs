using System.IO.Pipelines;
using CachingProxy.Monitoring;
using CachingProxy.Serving;
using PageMove.Files;
using PageMove.Sources;

namespace CachingProxy.Caching;

/// <summary>A body in cached pages: what is missing is read from the origin, by ranges, and what is there is sent from there.</summary>
/// <param name="file">The cached body.</param>
/// <param name="source">What fills it.</param>
/// <param name="description">What the origin said of it.</param>
/// <param name="leaseLength">The most bytes that one response keeps in memory at a time; whole pages.</param>
/// <param name="counters">Where to count what was sent.</param>
internal sealed class PagedBody(CachedFile file, HttpSource source, Description description, int leaseLength, ProxyCounters counters) : IBody
{
    private volatile bool _isChecked;

    public async Task WriteAsync(HttpContext context, long offset, long length)
    {
        bool isCopied = false;
        while (length > 0)
        {
            int count = (int)Math.Min(length, leaseLength - (offset % leaseLength));
            using PageLease lease = await file.GetPagesAsync(offset, count, context.RequestAborted);
            Check(lease.Length, count);

            // Until here, a failure can still be told by a status.
            if (!context.Response.HasStarted)
                await context.Response.StartAsync(context.RequestAborted);

            try
            {
                isCopied = await WriteAsync(new PageResponse(context), lease, isCopied, context.RequestAborted);
                FlushResult flushed = await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
                if (flushed.IsCompleted)
                    return;
            }
            catch
            {
                // What was queued and not sent lies in pages that are about to be given back: nothing may send it any more.
                context.Abort();
                throw;
            }

            offset += count;
            length -= count;
        }
    }

    /// <summary>Takes the body's pages out of the cache.</summary>
    public ValueTask DisposeAsync() => file.DisposeAsync();

    /// <summary>Queues the pages. They must stay on lease until the next flush is over: then the kernel has taken all of them, or the connection is gone.</summary>
    /// <returns>Whether bytes of the response were copied so far.</returns>
    private async ValueTask<bool> WriteAsync(PageResponse response, PageLease lease, bool isCopied, CancellationToken cancellationToken)
    {
        foreach (ReadOnlyMemory<byte> page in lease.Sequence)
        {
            if (!response.TryQueue(page))
            {
                // The flush that follows says so too.
                if (await response.HasClientLeftAsync(cancellationToken))
                    break;

                response.Copy(page);
                counters.CountCopied(page.Length);
                if (!isCopied)
                    counters.CountCopiedResponse();

                isCopied = true;
            }

            counters.CountServed(page.Length);
        }

        return isCopied;
    }

    /// <summary>The origin may have changed the resource since it described it; its first answer tells.</summary>
    private void Check(int lent, int wanted)
    {
        if (lent < wanted)
            throw new ResourceChangedException($"'{description.Uri}' is shorter than the {description.Length} bytes that it was to have.");

        if (_isChecked)
            return;

        if (source.EntityTag != description.Tag?.ToString() || source.Length != description.Length)
            throw new ResourceChangedException($"'{description.Uri}' changed between its description and its body.");

        _isChecked = true;
    }
}
