using System.Diagnostics.Tracing;

namespace PageMove.Diagnostics;

/// <summary>Events of requests and their pages, for <c>dotnet-trace</c> and the like.</summary>
[EventSource(Name = PageMoveTelemetry.EventSourceName)]
internal sealed class PageMoveEventSource : EventSource
{
    internal static readonly PageMoveEventSource Log = new();

    private PageMoveEventSource()
    {
    }

    internal bool WantsPages => IsEnabled(EventLevel.Verbose, Keywords.Pages);

    [Event(1, Level = EventLevel.Informational, Keywords = Keywords.Requests, Message = "Request {0} at byte {1} ended after {3} ms: {2}")]
    internal void RequestStop(long request, long offset, string error, double milliseconds)
    {
        if (IsEnabled(EventLevel.Informational, Keywords.Requests))
            WriteEvent(1, request, offset, error, milliseconds);
    }

    [Event(2, Level = EventLevel.Verbose, Keywords = Keywords.Pages, Message = "Request {0}, page {1}: {2} ({3})")]
    internal void PageStop(long request, int page, string outcome, string reason)
    {
        if (IsEnabled(EventLevel.Verbose, Keywords.Pages))
            WriteEvent(2, request, page, outcome, reason);
    }

    [Event(3, Level = EventLevel.Informational, Keywords = Keywords.Memory, Message = "{0} pages were reclaimed")]
    internal void Reclaim(int pages)
    {
        if (IsEnabled(EventLevel.Informational, Keywords.Memory))
            WriteEvent(3, pages);
    }

    /// <summary>What can be asked for apart. The base class finds it only where it is public.</summary>
    public static class Keywords
    {
        /// <summary>The end of each request.</summary>
        public const EventKeywords Requests = (EventKeywords)1;

        /// <summary>The outcome of each page.</summary>
        public const EventKeywords Pages = (EventKeywords)2;

        /// <summary>Reclaim.</summary>
        public const EventKeywords Memory = (EventKeywords)4;
    }
}
