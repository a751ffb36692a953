using CachingProxy.Monitoring;
using PageMove.Sources;

namespace CachingProxy.Caching;

/// <summary>Bodies in arrays, whole, each loaded at once.</summary>
internal sealed class ArrayStore(HttpClient origin, long memoryLimit, ProxyCounters counters) : IBodyStore
{
    public long Capacity => memoryLimit;

    public long WeightOf(long length) => length;

    public bool CanHold(long length) => length <= Math.Min(memoryLimit, Array.MaxLength);

    public async Task<IBody> OpenAsync(Description description, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, description.Uri);
        using HttpResponseMessage answer = await origin.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        if (Description.Of(description.Uri, answer, description.Lifetime) is not { } current || !current.IsSameVersion(description))
            throw new ResourceChangedException($"'{description.Uri}' changed while it was asked for.");

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)description.Length);
        await using Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await body.ReadExactlyAsync(bytes, cancellationToken);
        return new ArrayBody(bytes, counters);
    }

    public ValueTask DisposeAsync() => default;
}
