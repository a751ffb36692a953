using System.Net;
using CachingProxy.Tests.Support;

namespace CachingProxy.Tests;

/// <summary>Clients that wait for the same thing, and clients that give up.</summary>
public sealed class WaitingTests
{
    [Fact]
    public async Task Many_clients_that_want_the_same_make_one_request()
    {
        const int Clients = 20;
        await using ProxyScene scene = await ProxyScene.StartAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Intercept = async _ =>
        {
            await gate.Task;
            return false;
        };

        Task<byte[]>[] waiting = [.. Enumerable.Range(0, Clients).Select(_ => scene.Client.GetByteArrayAsync("/body?size=65536"))];
        await Eventually.IsTrueAsync(() => scene.Proxy.Counters.Misses == Clients, "all clients wait");
        gate.SetResult();

        foreach (byte[] body in await Task.WhenAll(waiting))
            Assert.Equal(scene.BytesOf("/body", 65_536), body);
        Assert.Equal(1, scene.CountAsked("HEAD /body"));
        Assert.Equal(1, scene.CountAsked("GET /body"));
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("GET")]
    public async Task The_origin_is_left_when_the_last_client_gives_up_and_not_before(string held)
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Intercept = async context =>
        {
            if (context.Request.Method != held)
                return false;

            var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration _ = context.RequestAborted.Register(never.SetResult);
            reached.TrySetResult();
            await never.Task;
            left.TrySetResult();
            return true;
        };
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();

        Task<byte[]> one = scene.Client.GetByteArrayAsync("/body", first.Token);
        await reached.Task;
        Task<byte[]> other = scene.Client.GetByteArrayAsync("/body", second.Token);
        await Eventually.IsTrueAsync(() => (held == "HEAD" ? scene.Proxy.Counters.Misses : scene.Proxy.Pages!.Statistics.Misses) == 2, "both clients wait");

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        await scene.Client.GetStringAsync("/healthz");
        Assert.False(left.Task.IsCompleted);

        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        await left.Task;
        Assert.Equal(0, scene.Proxy.Counters.OriginFailures);
    }

    [Fact]
    public async Task A_client_that_comes_after_the_last_one_gave_up_is_served()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Intercept = async context =>
        {
            if (reached.TrySetResult())
            {
                using CancellationTokenRegistration _ = context.RequestAborted.Register(left.SetResult);
                await left.Task;
            }

            return false;
        };
        using var impatience = new CancellationTokenSource();
        Task<byte[]> impatient = scene.Client.GetByteArrayAsync("/body", impatience.Token);
        await reached.Task;
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await left.Task;

        using HttpResponseMessage answer = await scene.GetAsync("/body?size=5");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
