using System.Collections.Concurrent;
using System.Net;
using CachingProxy.Origin;
using CachingProxy.Proxying;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace CachingProxy.Tests.Support;

/// <summary>An origin, a proxy before it, and a client. At the end every page must have come back.</summary>
internal sealed class ProxyScene : IAsyncDisposable
{
    public const int PageSize = 64 << 10;
    public const int LeaseLength = 8 * PageSize;

    private ProxyScene(OriginServer origin)
    {
        Origin = origin;
    }

    public OriginServer Origin { get; }

    public ProxyServer Proxy { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public FakeTimeProvider Time { get; } = new();

    /// <summary>What the origin was asked: method, path and range.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Sees each request to the origin first; <see langword="true"/> when it has answered it.</summary>
    public Func<HttpContext, Task<bool>> Intercept { get; set; } = _ => Task.FromResult(false);

    public static async Task<ProxyScene> StartAsync(Func<ProxyOptions, ProxyOptions>? configure = null)
    {
        ProxyScene scene = null!;
        var origin = new OriginServer(
            new IPEndPoint(IPAddress.Loopback, 0),
            context =>
            {
                scene.Asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
                return scene.Intercept(context);
            });
        scene = new ProxyScene(origin);
        await origin.StartAsync();
        var options = new ProxyOptions
        {
            Origin = origin.Address,
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            PageSize = PageSize,
            MemoryLimit = 8 * LeaseLength,
            Guard = true,
            Time = scene.Time,
        };
        scene.Proxy = new ProxyServer(configure?.Invoke(options) ?? options);
        await scene.Proxy.StartAsync();
        scene.Client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" } }) { BaseAddress = scene.Proxy.Address };
        return scene;
    }

    /// <summary>The bytes that a path's body has now.</summary>
    public byte[] BytesOf(string path, int size, int offset = 0)
    {
        byte[] bytes = new byte[size - offset];
        Origin.BodyOf(path).Fill(offset, bytes);
        return bytes;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, params (string Name, string Value)[] headers)
    {
        var message = new HttpRequestMessage(method, target);
        foreach ((string name, string value) in headers)
            message.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(message);
    }

    public Task<HttpResponseMessage> GetAsync(string target, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, target, headers);

    public int CountAsked(string methodAndPath) => Asked.Count(asked => asked == methodAndPath);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Proxy.DisposeAsync();
        await Origin.DisposeAsync();
        if (Proxy.Pages is { } pages)
        {
            Assert.Equal(0, pages.Statistics.OutstandingLeases);
            Assert.Equal(pages.Arena.PageCount, pages.Arena.FreePageCount);
        }
    }
}
