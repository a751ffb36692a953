using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using CachingProxy.Proxying;
using Microsoft.Net.Http.Headers;

namespace CachingProxy.Origin;

/// <summary>
/// A server of generated bodies for trying the proxy: any path, <c>?size=</c> bytes long (1 MiB by default), with an ETag and ranges. The same path has the same
/// bytes until <see cref="Change"/>.
/// </summary>
internal sealed class OriginServer : IAsyncDisposable
{
    private const long DefaultSize = 1 << 20;
    private const int ChunkSize = 64 << 10;

    private readonly WebApplication _app;
    private readonly Func<HttpContext, Task<bool>>? _intercept;
    private int _version;

    /// <summary>Makes a server that does not run yet.</summary>
    /// <param name="listen">Where it listens; port 0 lets the system choose.</param>
    /// <param name="intercept">Sees each request first; <see langword="true"/> when it has answered it.</param>
    public OriginServer(IPEndPoint listen, Func<HttpContext, Task<bool>>? intercept = null)
    {
        _intercept = intercept;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(listen);
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>What is wrong with the server from now on.</summary>
    public OriginFault Fault { get; set; }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    public Task StartAsync() => _app.StartAsync();

    /// <summary>Gives every body other bytes and another tag.</summary>
    public void Change() => Interlocked.Increment(ref _version);

    /// <summary>The body that a path has now.</summary>
    public OriginBody BodyOf(string path) => new(path, Volatile.Read(ref _version));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (_intercept is not null && await _intercept(context))
            return;

        OriginFault fault = Fault;
        if (fault == OriginFault.Slow)
            await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted);

        HttpResponse response = context.Response;
        if (fault == OriginFault.Fail)
        {
            response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD";
            return;
        }

        long length = long.TryParse(context.Request.Query["size"], NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size : DefaultSize;
        OriginBody body = BodyOf(context.Request.Path.Value!);
        string tag = body.EntityTag(length);
        response.Headers.ETag = tag;
        response.Headers.AcceptRanges = "bytes";
        response.ContentType = "application/octet-stream";

        ResponsePlan plan = ResponsePlan.For(context.Request, length, new EntityTagHeaderValue(tag), lastModified: null);
        plan.SetHead(response, length);
        if (plan.HasBody)
            await WriteAsync(context, body, plan.Offset, plan.Length, diesAfter: fault == OriginFault.Die ? plan.Length / 2 : long.MaxValue);
    }

    private static async Task WriteAsync(HttpContext context, OriginBody body, long offset, long length, long diesAfter)
    {
        PipeWriter output = context.Response.BodyWriter;
        for (long done = 0; done < length;)
        {
            int count = (int)Math.Min(ChunkSize, Math.Min(length, diesAfter) - done);
            if (count == 0)
            {
                context.Abort();
                return;
            }

            body.Fill(offset + done, output.GetSpan(count)[..count]);
            output.Advance(count);
            done += count;
            FlushResult flushed = await output.FlushAsync(context.RequestAborted);
            if (flushed.IsCompleted)
                return;
        }
    }
}
