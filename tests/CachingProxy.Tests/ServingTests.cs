using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CachingProxy.Caching;
using CachingProxy.Monitoring;
using CachingProxy.Tests.Support;

namespace CachingProxy.Tests;

/// <summary>Cached pages on their way to the socket.</summary>
public sealed class ServingTests
{
    private const int LongerThanBuffers = 64 << 20;

    [Theory]
    [InlineData(1)]
    [InlineData(ProxyScene.PageSize)]
    [InlineData(ProxyScene.LeaseLength)]
    [InlineData((3 * ProxyScene.LeaseLength) + 12_345)]
    public async Task A_body_is_sent_without_being_copied(int size)
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        byte[] expected = scene.BytesOf("/body", size);

        for (int round = 0; round < 3; round++)
            Assert.Equal(expected, await scene.Client.GetByteArrayAsync($"/body?size={size}"));

        Assert.Equal(3L * size, scene.Proxy.Counters.BytesServed);
        Assert.Equal(0, scene.Proxy.Counters.BytesCopied);
        Assert.Equal(0, scene.Proxy.Counters.CopiedResponses);
    }

    [Fact]
    public async Task Whole_pages_of_the_origin_are_moved_into_the_cache()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();

        await scene.Client.GetByteArrayAsync($"/body?size={4 * ProxyScene.PageSize}");

        Assert.Equal(4, scene.Proxy.Pages!.Statistics.Replies.Moved);
        Assert.Equal(0, scene.Proxy.Pages.Statistics.Replies.Copied);
    }

    [Fact]
    public async Task Requests_sent_at_once_are_answered_in_order_on_one_connection()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        int[] sizes = [100_000, 7, 300_000, 0, 65_536];
        using RawClient client = await RawClient.ConnectAsync(scene.Proxy.Address);

        await client.SendAsync(string.Concat(sizes.Select(size => $"GET /{size}?size={size} HTTP/1.1\r\nHost: h\r\n\r\n")));

        foreach (int size in sizes)
        {
            (string head, byte[] body) = await client.ReadAnswerAsync();
            Assert.StartsWith("HTTP/1.1 200 OK", head, StringComparison.Ordinal);
            Assert.Equal(scene.BytesOf($"/{size}", size), body);
        }

        Assert.Equal(0, scene.Proxy.Counters.BytesCopied);
    }

    [Fact]
    public async Task A_HEAD_has_the_length_and_no_body()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(scene.Proxy.Address);

        await client.SendAsync("HEAD /body?size=100000 HTTP/1.1\r\nHost: h\r\n\r\nGET /body?size=100000 HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Contains("Content-Length: 100000", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(scene.BytesOf("/body", 100_000), (await client.ReadAnswerAsync()).Body);
    }

    [Fact]
    public async Task The_pages_of_a_client_that_left_are_given_back()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(scene.Proxy.Address, receiveBufferSize: 8192);
        await client.SendAsync($"GET /body?size={LongerThanBuffers} HTTP/1.1\r\nHost: h\r\n\r\n");
        await client.ReadHeadAsync();
        await client.ReadAsync(1000);
        await Eventually.IsTrueAsync(() => scene.Proxy.Pages!.Statistics.OutstandingLeases == 1, "pages are on lease to the client");

        client.Reset();

        await Eventually.IsTrueAsync(() => scene.Proxy.Pages!.Statistics.OutstandingLeases == 0, "the lease was given back");
        Assert.True(scene.Proxy.Counters.BytesServed < LongerThanBuffers);
        Assert.Equal(0, scene.Proxy.Counters.OriginFailures);
    }

    [Fact]
    public async Task Nothing_is_copied_for_a_client_that_left()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        using var origin = new HttpClient();
        Uri uri = new(scene.Origin.Address, "/body");
        using HttpResponseMessage head = await origin.SendAsync(new HttpRequestMessage(HttpMethod.Head, uri));
        Description description = Description.Of(uri, head, TimeSpan.MaxValue)!;
        var counters = new ProxyCounters();
        var options = new ProxyOptions { Origin = scene.Origin.Address, Listen = new IPEndPoint(IPAddress.Loopback, 0), PageSize = ProxyScene.PageSize, MemoryLimit = 8 * ProxyScene.LeaseLength };
        await using var store = new PagedStore(origin, options, counters);
        await using IBody body = await store.OpenAsync(description, CancellationToken.None);

        await body.WriteAsync(LeftClient.Context(description.Length), 0, description.Length);

        Assert.Equal(0, counters.BytesCopied);
        Assert.Equal(0, counters.BytesServed);
        Assert.Equal(0, store.Statistics.OutstandingLeases);
    }

    [Fact]
    public async Task A_client_that_reads_slowly_holds_one_lease_and_gets_every_byte()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(scene.Proxy.Address, receiveBufferSize: 8192);
        await client.SendAsync($"GET /body?size={LongerThanBuffers} HTTP/1.1\r\nHost: h\r\n\r\n");
        await client.ReadHeadAsync();
        for (int other = 0; other < 20; other++)
            await scene.Client.GetByteArrayAsync($"/other?size={ProxyScene.PageSize}");

        await Eventually.IsTrueAsync(() => scene.Proxy.Pages!.Statistics.OutstandingLeases == 1, "the slow client's lease is the only one");
        Assert.True(scene.Proxy.Counters.BytesServed < LongerThanBuffers);
        Assert.Equal(scene.BytesOf("/body", LongerThanBuffers), await client.ReadAsync(LongerThanBuffers));
        Assert.Equal(0, scene.Proxy.Counters.BytesCopied);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Under_TLS_bodies_are_right_though_copied(string version)
    {
        using X509Certificate2 certificate = MakeCertificate();
        await using ProxyScene scene = await ProxyScene.StartAsync(options => options with { Certificate = certificate });
        const int Size = (2 * ProxyScene.LeaseLength) + 777;

        using var message = new HttpRequestMessage(HttpMethod.Get, $"/body?size={Size}") { Version = new Version(version), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using HttpResponseMessage answer = await scene.Client.SendAsync(message);

        Assert.Equal(new Version(version), answer.Version);
        Assert.Equal(scene.BytesOf("/body", Size), await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(Size, scene.Proxy.Counters.BytesCopied);
        Assert.Equal(1, scene.Proxy.Counters.CopiedResponses);
    }

    [Fact]
    public async Task Arrays_serve_the_same_bytes()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync(options => options with { Cache = CacheKind.Memory });

        for (int round = 0; round < 2; round++)
            Assert.Equal(scene.BytesOf("/body", 100_000), await scene.Client.GetByteArrayAsync("/body?size=100000"));

        Assert.Equal(1, scene.CountAsked("GET /body"));
        Assert.Equal(HttpStatusCode.PartialContent, (await scene.GetAsync("/body?size=100000", ("Range", "bytes=5-9"))).StatusCode);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
