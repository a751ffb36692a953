using CachingProxy.Monitoring;

namespace CachingProxy.Caching;

/// <summary>A body in an array of its own; the server copies it for each response.</summary>
internal sealed class ArrayBody(byte[] bytes, ProxyCounters counters) : IBody
{
    public async Task WriteAsync(HttpContext context, long offset, long length)
    {
        counters.CountServed(length);
        counters.CountCopied(length);
        counters.CountCopiedResponse();
        await context.Response.Body.WriteAsync(bytes.AsMemory((int)offset, (int)length), context.RequestAborted);
    }

    public ValueTask DisposeAsync() => default;
}
