using CachingProxy.Caching;
using CachingProxy.Monitoring;
using CachingProxy.Serving;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CachingProxy.Proxying;

/// <summary>The proxy, whole: a Kestrel server, the cache, and the client of the origin.</summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly OriginClient _origin;
    private readonly ResourceIndex _index;

    /// <summary>Makes a proxy that does not run yet.</summary>
    public ProxyServer(ProxyOptions options)
    {
        Counters = new ProxyCounters();
        _origin = new OriginClient(options.Origin, options.OriginTimeout);
        Pages = options.Cache == CacheKind.Pages ? new PagedStore(_origin.Http, options, Counters) : null;
        _index = new ResourceIndex(Pages ?? (IBodyStore)new ArrayStore(_origin.Http, options.MemoryLimit, Counters), _origin.Http, options, Counters);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(options.Listen, listen => Configure(listen, options));
        });
        _app = builder.Build();

        var handler = new ProxyHandler(_origin, _index, new Forwarder(_origin, Counters), Counters, _app.Services.GetRequiredService<ILogger<ProxyHandler>>());
        var metrics = new MetricsPage(Counters, _index, Pages);
        _app.MapGet("/healthz", HealthPage.WriteAsync);
        _app.MapGet("/metrics", metrics.WriteAsync);
        _app.Map("/{**path}", handler.HandleAsync);
    }

    /// <summary>What was counted.</summary>
    public ProxyCounters Counters { get; }

    /// <summary>The bodies in pages, or <see langword="null"/> where they lie in arrays.</summary>
    public PagedStore? Pages { get; }

    /// <summary>Where clients connect.</summary>
    public Uri Address => new(_app.Urls.First());

    public Task StartAsync(CancellationToken cancellationToken = default) => _app.StartAsync(cancellationToken);

    /// <summary>Runs until the process is asked to end (Ctrl-C, SIGTERM) and the last responses are finished.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    /// <summary>Stops serving, then empties the cache, then leaves the origin.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _index.DisposeAsync();
        _origin.Dispose();
    }

    private static void Configure(ListenOptions listen, ProxyOptions options)
    {
        // TLS encrypts what it is given into buffers of its own, so that there is nothing to be sent from where it lies.
        if (options.Certificate is { } certificate)
            listen.UseHttps(certificate);
        else if (options.Cache == CacheKind.Pages)
            listen.UsePageOutput();
    }
}
