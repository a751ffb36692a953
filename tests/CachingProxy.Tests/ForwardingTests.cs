using System.Net;
using System.Text;
using CachingProxy.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CachingProxy.Tests;

public sealed class ForwardingTests
{
    [Fact]
    public async Task Another_method_reaches_the_origin_with_its_body_and_what_it_wrote_is_asked_for_anew()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        await scene.Client.GetByteArrayAsync("/body?size=5");
        string received = "";
        scene.Intercept = async context =>
        {
            if (!HttpMethods.IsPut(context.Request.Method))
                return false;

            using var reader = new StreamReader(context.Request.Body);
            received = context.Request.ContentType + " " + await reader.ReadToEndAsync(context.RequestAborted);
            scene.Origin.Change();
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return true;
        };

        using HttpResponseMessage answer = await scene.Client.PutAsync(new Uri("/body?size=5", UriKind.Relative), new StringContent("hello", Encoding.ASCII, "text/plain"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("text/plain; charset=us-ascii hello", received);
        Assert.Equal(scene.BytesOf("/body", 5), await scene.Client.GetByteArrayAsync("/body?size=5"));
    }

    [Fact]
    public async Task Headers_of_one_connection_are_passed_on_in_neither_direction()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        IHeaderDictionary? seen = null;
        scene.Intercept = async context =>
        {
            seen = new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value));
            context.Response.Headers.Connection = "x-secret";
            context.Response.Headers["X-Secret"] = "1";
            context.Response.Headers["Keep-Alive"] = "timeout=5";
            context.Response.Headers["X-Open"] = "2";
            context.Response.ContentLength = 2;
            await context.Response.WriteAsync("ok");
            return true;
        };
        using RawClient client = await RawClient.ConnectAsync(scene.Proxy.Address);

        await client.SendAsync("POST /x HTTP/1.1\r\nHost: h\r\nConnection: x-mine\r\nX-Mine: 1\r\nTE: trailers\r\nX-Yours: 2\r\nContent-Length: 0\r\n\r\n");
        (string head, byte[] body) = await client.ReadAnswerAsync();

        Assert.False(seen!.ContainsKey("X-Mine"));
        Assert.False(seen.ContainsKey("TE"));
        Assert.Equal("2", seen["X-Yours"]);
        Assert.Equal("1.1 cachingproxy", seen.Via);
        Assert.Equal(scene.Origin.Address.Authority, seen.Host);
        Assert.DoesNotContain("X-Secret", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Keep-Alive", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("X-Open: 2", head, StringComparison.Ordinal);
        Assert.Equal("ok"u8, body);
    }

    [Theory]
    [InlineData("//other.example/x", "//other.example/x")]
    [InlineData("/\\other.example/x", "/%5Cother.example/x")]
    [InlineData("/@other.example/x", "/@other.example/x")]
    [InlineData("/a/../../../x", "/x")]
    [InlineData("/a%2Fb%20c?q=%2F", "/a%2Fb%20c?q=%2F")]
    public async Task Every_target_is_a_path_of_the_one_origin(string target, string expected)
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Intercept = context =>
        {
            seen.TrySetResult(context.Features.Get<IHttpRequestFeature>()!.RawTarget);
            return Task.FromResult(false);
        };
        using RawClient client = await RawClient.ConnectAsync(scene.Proxy.Address);

        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(expected, await seen.Task);
    }
}
