using System.Globalization;
using System.Text;
using CachingProxy.Caching;
using PageMove.Files;
using PageMove.Requests;

namespace CachingProxy.Monitoring;

/// <summary>The counters in the text format that Prometheus reads.</summary>
internal sealed class MetricsPage(ProxyCounters counters, ResourceIndex index, PagedStore? pages)
{
    private const string Prefix = "cachingproxy_";

    public Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; version=0.0.4";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(Text());
    }

    /// <summary>All figures, one a line.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        Counter("requests", counters.Requests, "Requests received.");
        Counter("hits", counters.Hits, "Requests whose resource was known and fresh.");
        Counter("misses", counters.Misses, "Requests whose resource the origin was asked about.");
        Counter("revalidations", counters.Revalidations, "Stale resources that the origin confirmed.");
        Counter("forwarded", counters.Forwarded, "Requests passed through, uncached.");
        Counter("origin_failures", counters.OriginFailures, "Requests that failed because the origin did.");
        Counter("bytes_served", counters.BytesServed, "Bytes of cached bodies sent.");
        Counter("bytes_copied", counters.BytesCopied, "Bytes of cached bodies copied on their way to the socket.");
        Counter("copied_responses", counters.CopiedResponses, "Responses of which bytes were copied (TLS, HTTP/2, arrays).");
        Gauge("resources", index.Count, "Resources known.");
        if (pages is null)
            return text.ToString();

        CacheStatistics cache = pages.Statistics;
        Counter("page_hits", cache.Hits, "Pages that responses found in the cache.");
        Counter("page_misses", cache.Misses, "Pages that responses had to wait for.");
        Counter("page_evictions", cache.Evictions, "Pages that gave way to others.");
        Counter("pages_moved", cache.Replies.Moved, "Pages of the origin's answers that were moved into the cache.");
        Counter("pages_copied", cache.Replies.Copied, "Pages of the origin's answers that were copied into the cache.");
        Help("pages_not_moved", "counter", "The copied pages by why they were not moved.");
        foreach (MoveRefusal reason in Enum.GetValues<MoveRefusal>())
        {
            if (reason != MoveRefusal.None)
                Line($"pages_not_moved_total{{reason=\"{reason}\"}}", cache.Replies.Refused(reason));
        }

        Gauge("resident_bytes", cache.ResidentBytes, "Bytes of cached pages.");
        Gauge("memory_limit_bytes", pages.MemoryLimit, "Bytes that pages may take.");
        Gauge("leases", cache.OutstandingLeases, "Leases of pages to responses.");
        return text.ToString();

        void Counter(string name, long value, string help)
        {
            Help(name, "counter", help);
            Line(name + "_total", value);
        }

        void Gauge(string name, long value, string help)
        {
            Help(name, "gauge", help);
            Line(name, value);
        }

        void Help(string name, string type, string help) =>
            text.Append(CultureInfo.InvariantCulture, $"# HELP {Prefix}{name}{(type == "counter" ? "_total" : "")} {help}\n# TYPE {Prefix}{name}{(type == "counter" ? "_total" : "")} {type}\n");

        void Line(string name, long value) => text.Append(CultureInfo.InvariantCulture, $"{Prefix}{name} {value}\n");
    }
}
