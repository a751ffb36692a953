using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using PageMove.Diagnostics;
using PageMove.Files;
using PageMove.Pages;
using Runtime.Tests.Support;

namespace Runtime.Tests.Diagnostics;

/// <summary>What the process's meter, events and spans tell. They belong to the whole process, so these tests run alone.</summary>
[Collection(nameof(Alone))]
public sealed class TelemetryTests
{
    private const int PageSize = CacheScene.PageSize;

    [Fact]
    public async Task Pages_are_counted_by_outcome_and_reason()
    {
        Dictionary<string, long> pages = [];
        using MeterListener listener = Listen<long>("pagemove.pages", (count, tags) =>
        {
            lock (pages)
                pages[$"{tags["outcome"]}/{tags["reason"]}"] = pages.GetValueOrDefault($"{tags["outcome"]}/{tags["reason"]}") + count;
        });
        await using (var scene = new CacheScene(filePages: 6, extraBytes: 5, options: new CachedFileOptions { MaxReadahead = 4 * PageSize }))
        {
            scene.Source.Answer = SpliceTwoPagesAndAPart;
            await scene.ReadAsync(PageSize, 10);
            await scene.ReadAsync(4 * PageSize, 3 * PageSize);
        }

        Assert.Equal(new Dictionary<string, long> { ["moved/none"] = 2, ["copied/partial"] = 1, ["copied/not_requested"] = 1 }, pages);
    }

    [Fact]
    public async Task The_duration_of_a_request_is_recorded_with_its_error()
    {
        List<string> errors = [];
        using MeterListener listener = Listen<double>("pagemove.request.duration", (_, tags) =>
        {
            lock (errors)
                errors.Add((string)tags["error"]!);
        });
        await using (var scene = new CacheScene())
        {
            await scene.ReadAsync(0, 1);
            scene.Source.Answer = (_, _) => throw new TimeoutException();
            await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(PageSize, 1));
        }

        Assert.Equal(["none", "failed"], errors);
    }

    [Fact]
    public async Task A_cache_tells_its_hits_misses_and_memory()
    {
        Dictionary<string, long> readings = [];
        using MeterListener listener = Listen<long>("pagemove.cache.", (value, tags, name) => readings[name] = value);
        await using var scene = new CacheScene(cachePages: 16);
        await scene.ReadAsync(0, 2 * PageSize);
        await scene.ReadAsync(0, 2 * PageSize);
        scene.Cache.Trim(PageSize);
        using PageLease lease = await scene.File.GetPagesAsync(PageSize, 1);

        listener.RecordObservableInstruments();

        Assert.Equal(3, readings["pagemove.cache.hits"]);
        Assert.Equal(2, readings["pagemove.cache.misses"]);
        Assert.Equal(1, readings["pagemove.cache.evictions"]);
        Assert.Equal(PageSize, readings["pagemove.cache.resident"]);
        Assert.Equal(16 * PageSize, readings["pagemove.cache.limit"]);
        Assert.Equal(1, readings["pagemove.cache.leases"]);
    }

    [Fact]
    public async Task A_listener_that_throws_keeps_no_reader_waiting()
    {
        using MeterListener listener = Listen<long>("pagemove.pages", (_, _) => throw new InvalidOperationException("A listener's."));
        await using var scene = new CacheScene();

        Assert.Equal(scene.Content[..1], await scene.ReadAsync(0, 1).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_disposed_cache_is_read_no_more()
    {
        int readings = 0;
        using MeterListener listener = Listen<long>("pagemove.cache.", (_, _) => readings++);
        await using (var scene = new CacheScene())
            await scene.ReadAsync(0, 1);

        listener.RecordObservableInstruments();

        Assert.Equal(0, readings);
    }

    [Fact]
    public void The_event_source_is_sound() => Assert.Null(PageMoveEventSource.Log.ConstructionException);

    [Fact]
    public async Task Events_tell_each_page_s_outcome()
    {
        using var listener = new EventLog();
        await using (var scene = new CacheScene(filePages: 6, extraBytes: 5, options: new CachedFileOptions { MaxReadahead = 4 * PageSize }))
        {
            scene.Source.Answer = SpliceTwoPagesAndAPart;
            await scene.ReadAsync(4 * PageSize, 3 * PageSize);
        }

        Assert.Equal(["0 moved none", "1 moved none", "2 copied partial"], listener.Of("PageStop").Select(e => $"{e[1]} {e[2]} {e[3]}"));
        Assert.Equal([$"{4 * PageSize} none"], listener.Of("RequestStop").Select(e => $"{e[1]} {e[2]}"));
    }

    [Fact]
    public async Task A_request_is_a_span_of_its_reader()
    {
        List<Activity> spans = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PageMoveTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using Activity reader = new Activity("reader").Start();
        await using (var scene = new CacheScene())
        {
            scene.Source.Answer = (_, _) => throw new TimeoutException();
            await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(PageSize, 1));
        }

        Activity span = Assert.Single(spans);
        Assert.Equal(reader.SpanId, span.ParentSpanId);
        Assert.Equal((ActivityStatusCode.Error, (object)"scene", (object)(long)PageSize), (span.Status, span.GetTagItem("pagemove.file"), span.GetTagItem("pagemove.offset")));
    }

    private static async ValueTask SpliceTwoPagesAndAPart(SourceRequest request, CancellationToken cancellationToken)
    {
        if (request.Length == PageSize)
        {
            request.Write(new byte[PageSize]);
            return;
        }

        for (int length = (2 * PageSize) + 5; length > 0; length -= PageSize)
        {
            Page page = await request.AllocatePageAsync(cancellationToken);
            page.Span.Clear();
            request.Pipe.Gift(page, Math.Min(length, PageSize));
        }

        request.Splice((2 * PageSize) + 5);
    }

    private static MeterListener Listen<T>(string name, Action<T, Dictionary<string, object?>> record)
        where T : struct => Listen<T>(name, (value, tags, _) => record(value, tags));

    private static MeterListener Listen<T>(string name, Action<T, Dictionary<string, object?>, string> record)
        where T : struct
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == PageMoveTelemetry.MeterName && instrument.Name.StartsWith(name, StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<T>((instrument, value, tags, _) => record(value, tags.ToArray().ToDictionary(), instrument.Name));
        listener.Start();
        return listener;
    }

    private sealed class EventLog : EventListener
    {
        private readonly List<EventWrittenEventArgs> _events = [];

        internal IEnumerable<IReadOnlyList<object?>> Of(string name)
        {
            lock (_events)
                return [.. _events.Where(e => e.EventName == name).Select(e => e.Payload!)];
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == PageMoveTelemetry.EventSourceName)
                EnableEvents(eventSource, EventLevel.Verbose, EventKeywords.All);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            // The base constructor listens before this one has run.
            if (_events is null)
                return;

            lock (_events)
                _events.Add(eventData);
        }
    }
}
