using System.Diagnostics;
using System.Diagnostics.Metrics;
using PageMove.Requests;

namespace PageMove.Diagnostics;

/// <summary>
/// Reports the end of requests and the outcome of their pages. Costs next to nothing while nobody listens, and allocates nothing a page. What a listener throws
/// is its own: whoever reports is in the middle of a request, which is to end in any case.
/// </summary>
internal static class RequestTelemetry
{
    private static readonly ActivitySource Activities = new(PageMoveTelemetry.ActivitySourceName);

    private static readonly Meter Meter = new(PageMoveTelemetry.MeterName);
    private static readonly Counter<long> Pages = Meter.CreateCounter<long>("pagemove.pages", "{page}", "Pages of replies by what became of them and why.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("pagemove.request.duration", "s", "From the submission of a request to its end.");

    private static readonly string[] Fates = [.. Enum.GetValues<PageFate>().Select(fate => Words(fate.ToString()))];
    private static readonly string[] Refusals = [.. Enum.GetValues<MoveRefusal>().Select(refusal => Words(refusal.ToString()))];
    private static readonly string[] Errors = [.. Enum.GetValues<RequestError>().Select(error => Words(error.ToString()))];

    /// <summary>Begins a request's span, as a child of the reader's.</summary>
    internal static Activity? Begin(string file, long offset, long length)
    {
        try
        {
            Activity? span = Activities.StartActivity("pagemove.read", ActivityKind.Client);
            if (span is { IsAllDataRequested: true })
            {
                span.SetTag("pagemove.file", file);
                span.SetTag("pagemove.offset", offset);
                span.SetTag("pagemove.length", length);
            }

            return span;
        }
#pragma warning disable CA1031 // Whatever a listener throws.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    /// <summary>Says in a request's span what became of it, and ends it.</summary>
    internal static void End(Activity? span, RequestError error, ReadOnlySpan<PageOutcome> outcomes)
    {
        try
        {
            if (span is { IsAllDataRequested: true })
                Describe(span, error, outcomes);

            span?.Dispose();
        }
#pragma warning disable CA1031 // Whatever a listener throws.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>Whether anybody listens to the end of requests.</summary>
    internal static bool IsEnabled => Pages.Enabled || Duration.Enabled || PageMoveEventSource.Log.IsEnabled();

    /// <summary>Reports a request's end: each page's outcome, and the time from its submission.</summary>
    internal static void Ended(ulong unique, ReadRequest request, TimeSpan elapsed)
    {
        try
        {
            Report(unique, request, elapsed);
        }
#pragma warning disable CA1031 // Whatever a listener throws.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private static void Report(ulong unique, ReadRequest request, TimeSpan elapsed)
    {
        if (Pages.Enabled)
            CountPages(request.Outcomes);

        if (Duration.Enabled)
            Duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("error", Errors[(int)request.Error]));

        PageMoveEventSource log = PageMoveEventSource.Log;
        log.RequestStop((long)unique, request.FirstIndex * request.Mapping.PageSize, Errors[(int)request.Error], elapsed.TotalMilliseconds);
        if (!log.WantsPages)
            return;

        for (int page = 0; page < request.Outcomes.Length; page++)
        {
            PageOutcome outcome = request.Outcomes[page];
            log.PageStop((long)unique, page, Fates[(int)outcome.Fate], Refusals[(int)outcome.Refusal]);
        }
    }

    private static void Describe(Activity span, RequestError error, ReadOnlySpan<PageOutcome> outcomes)
    {
        int moved = 0;
        int copied = 0;
        foreach (PageOutcome outcome in outcomes)
        {
            moved += outcome.Fate == PageFate.Moved ? 1 : 0;
            copied += outcome.Fate == PageFate.Copied ? 1 : 0;
        }

        span.SetTag("pagemove.moved", moved);
        span.SetTag("pagemove.copied", copied);
        if (error != RequestError.None)
            span.SetStatus(ActivityStatusCode.Error, Errors[(int)error]);
    }

    private static void CountPages(ReadOnlySpan<PageOutcome> outcomes)
    {
        Span<int> counts = stackalloc int[Fates.Length * Refusals.Length];
        counts.Clear();
        foreach (PageOutcome outcome in outcomes)
            counts[((int)outcome.Fate * Refusals.Length) + (int)outcome.Refusal]++;

        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                Pages.Add(
                    counts[i],
                    new KeyValuePair<string, object?>("outcome", Fates[i / Refusals.Length]),
                    new KeyValuePair<string, object?>("reason", Refusals[i % Refusals.Length]));
            }
        }
    }

    // OldPageDirty: old_page_dirty.
    private static string Words(string name) =>
        string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? "_" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
