using System.IO.Pipelines;
using CachingProxy.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CachingProxy.Tests.Support;

/// <summary>A request whose client left after the response was started: its output never asks for an offered page, and is over, as Kestrel's is then.</summary>
internal static class LeftClient
{
    public static HttpContext Context(long contentLength)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseFeature>(new StartedResponse());
        context.Features.Set<IHttpResponseBodyFeature>(new BodyThatGoesNowhere());
        context.Features.Set<IPageOutput>(new UnusedOutput());
        context.Request.Protocol = HttpProtocol.Http11;
        context.Response.ContentLength = contentLength;
        return context;
    }

    private sealed class StartedResponse : HttpResponseFeature
    {
        public override bool HasStarted => true;
    }

    private sealed class UnusedOutput : IPageOutput
    {
        public void Offer(ReadOnlyMemory<byte> memory)
        {
        }

        public void Withdraw()
        {
        }
    }

    private sealed class BodyThatGoesNowhere : IHttpResponseBodyFeature
    {
        public Stream Stream => Stream.Null;

        public PipeWriter Writer { get; } = new WriterThatGoesNowhere();

        public void DisableBuffering()
        {
        }

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task CompleteAsync() => Task.CompletedTask;
    }

    private sealed class WriterThatGoesNowhere : PipeWriter
    {
        private readonly byte[] _memory = new byte[4096];

        public override Memory<byte> GetMemory(int sizeHint = 0) => _memory;

        public override Span<byte> GetSpan(int sizeHint = 0) => _memory;

        public override void Advance(int bytes)
        {
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => new(new FlushResult(isCanceled: false, isCompleted: true));

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
