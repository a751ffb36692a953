using PageMove.Files;

namespace Runtime.Tests.Support;

/// <summary>A source of known bytes that notes what it was asked for, and answers as a test tells it.</summary>
internal sealed class ScriptedSource(byte[] content, bool tellsLength = true) : PageSource
{
    private readonly Lock _gate = new();
    private readonly List<(long Offset, int Length)> _requests = [];

    /// <summary>How requests are answered; without it, with the content.</summary>
    internal Func<SourceRequest, CancellationToken, ValueTask>? Answer { get; set; }

    internal byte[] Content { get; set; } = content;

    internal bool IsDisposed { get; private set; }

    internal IReadOnlyList<(long Offset, int Length)> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>Whether it says that it may answer on the thread of a reader.</summary>
    internal bool RunsInline { get; set; }

    public override bool CanRunInline => RunsInline;

    public override long? Length => tellsLength ? Content.Length : null;

    public override async ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
            _requests.Add((request.Offset, request.Length));

        if (Answer is { } answer)
            await answer(request, cancellationToken);
        else
            Reply(request);
    }

    public override ValueTask DisposeAsync()
    {
        Assert.False(IsDisposed);
        IsDisposed = true;
        return base.DisposeAsync();
    }

    internal void Reply(SourceRequest request)
    {
        long count = Math.Clamp(Content.Length - request.Offset, 0, request.Length);
        request.Write(Content.AsSpan((int)Math.Min(request.Offset, Content.Length), (int)count));
    }
}
