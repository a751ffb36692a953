using System.Net;
using CachingProxy.Origin;
using CachingProxy.Tests.Support;

namespace CachingProxy.Tests;

public sealed class FailureTests
{
    private const int Size = 4 * ProxyScene.LeaseLength;

    [Fact]
    public async Task An_origin_that_is_not_there_is_a_bad_gateway()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        await scene.Origin.DisposeAsync();

        using HttpResponseMessage get = await scene.GetAsync("/body");
        using HttpResponseMessage post = await scene.SendAsync(HttpMethod.Post, "/body");

        Assert.Equal(HttpStatusCode.BadGateway, get.StatusCode);
        Assert.Equal(HttpStatusCode.BadGateway, post.StatusCode);
        Assert.Equal(2, scene.Proxy.Counters.OriginFailures);
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("GET")]
    public async Task An_origin_that_does_not_answer_in_time_is_a_gateway_timeout(string held)
    {
        await using ProxyScene scene = await ProxyScene.StartAsync(options => options with { OriginTimeout = TimeSpan.FromMilliseconds(300) });
        scene.Intercept = async context =>
        {
            if (context.Request.Method == held)
            {
                var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                using CancellationTokenRegistration _ = context.RequestAborted.Register(never.SetResult);
                await never.Task;
            }

            return false;
        };

        using HttpResponseMessage answer = await scene.GetAsync("/body");

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
    }

    [Fact]
    public async Task An_error_of_the_origin_is_passed_through_and_forgotten()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        scene.Origin.Fault = OriginFault.Fail;
        using HttpResponseMessage failed = await scene.GetAsync("/body?size=5");
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);

        scene.Origin.Fault = OriginFault.None;

        Assert.Equal(scene.BytesOf("/body", 5), await scene.Client.GetByteArrayAsync("/body?size=5"));
    }

    [Fact]
    public async Task A_body_that_breaks_off_at_its_start_is_a_bad_gateway()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        scene.Origin.Fault = OriginFault.Die;

        using HttpResponseMessage answer = await scene.GetAsync($"/body?size={Size}");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Null(answer.Headers.ETag);
    }

    [Fact]
    public async Task A_body_that_breaks_off_later_never_looks_whole_and_is_whole_when_the_origin_is_well_again()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        await scene.GetAsync($"/body?size={Size}", ("Range", $"bytes=0-{ProxyScene.LeaseLength - 1}"));
        scene.Origin.Fault = OriginFault.Die;

        // The last page is neither cached nor being read ahead by the range above.
        await Assert.ThrowsAsync<HttpRequestException>(() => scene.Client.GetByteArrayAsync($"/body?size={Size}"));
        Assert.Equal(1, scene.Proxy.Counters.OriginFailures);

        scene.Origin.Fault = OriginFault.None;
        Assert.Equal(scene.BytesOf("/body", Size), await scene.Client.GetByteArrayAsync($"/body?size={Size}"));
    }

    [Fact]
    public async Task An_uncached_body_that_breaks_off_never_looks_whole()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        scene.Origin.Fault = OriginFault.Die;
        scene.Intercept = context =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Task.FromResult(false);
        };

        await Assert.ThrowsAsync<HttpRequestException>(() => scene.Client.GetByteArrayAsync($"/body?size={Size}"));
    }
}
