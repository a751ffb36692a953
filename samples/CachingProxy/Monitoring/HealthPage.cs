namespace CachingProxy.Monitoring;

/// <summary>Says that the process serves. Whether the origin does is told by the metrics: a proxy that is restarted because its origin is down helps nobody.</summary>
internal static class HealthPage
{
    public static Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync("Healthy\n");
    }
}
