using System.Net;
using PageMove.Sources;
using Runtime.Tests.Support;

namespace Runtime.Tests.Sources;

public sealed class HttpSourceTests : IDisposable
{
    private const int PageSize = SourceScene.PageSize;

    private readonly HttpClient _client = new();

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(PageSize, 1, 0)]
    [InlineData(PageSize + 1, 1, 1)]
    [InlineData(20 * PageSize, 20, 0)]
    public async Task A_resource_is_moved_page_by_page_and_its_tail_copied(int length, int moved, int copied)
    {
        byte[] content = Pattern.Of(seed: 1, length);
        await using var server = new RangeServer(content);
        await using SourceScene scene = SceneOver(server);

        Assert.Equal(content, await scene.ReadAsync(0, length + 100));
        Assert.Equal((moved, copied), await scene.ReceiptsAsync());
        Assert.Equal(length, scene.Source.Length);
    }

    [Fact]
    public async Task It_asks_for_the_pages_that_are_wanted_as_they_are()
    {
        await using var server = new RangeServer(new byte[10 * PageSize]);
        await using SourceScene scene = SceneOver(server, windowPages: 1, options: new HttpSourceOptions { Prepare = message => message.Headers.Add("X-Key", "secret") });

        await scene.ReadAsync(3 * PageSize, PageSize);

        string request = Assert.Single(server.Requests);
        Assert.StartsWith("GET /resource HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Equal($"bytes={3 * PageSize}-{(4 * PageSize) - 1}", RangeServer.HeaderOf(request, "Range"));
        Assert.Equal("identity", RangeServer.HeaderOf(request, "Accept-Encoding"));
        Assert.Equal("secret", RangeServer.HeaderOf(request, "X-Key"));
    }

    [Theory, InlineData(Framing.ContentLength), InlineData(Framing.Chunked)]
    internal async Task One_connection_serves_one_range_after_the_other(Framing framing)
    {
        byte[] content = Pattern.Of(seed: 2, 5 * PageSize);
        await using var server = new RangeServer(content) { Framing = framing };
        await using SourceScene scene = SceneOver(server, windowPages: 1);

        Assert.Equal(content, await scene.ReadAsync(0, content.Length));
        Assert.Equal((5, 1), (server.Requests.Count, server.ConnectionCount));
    }

    [Fact]
    public async Task A_server_that_answers_a_part_of_a_range_is_asked_for_the_rest()
    {
        byte[] content = Pattern.Of(seed: 3, (4 * PageSize) + 9);
        await using var server = new RangeServer(content) { MaxRange = 5000 };
        await using SourceScene scene = SceneOver(server);

        Assert.Equal(content, await scene.ReadAsync(0, content.Length + 1));
        Assert.Equal((4, 1), await scene.ReceiptsAsync());
    }

    [Theory]
    [InlineData("bytes 1-4096/40960")]
    [InlineData("bytes 0-8191/40960")]
    [InlineData("bytes 0-99/40960")]
    [InlineData("bytes 4096-8191/40960")]
    [InlineData("pages 0-4095/40960")]
    [InlineData("bytes */40960")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_range_that_was_not_asked_for_is_a_failure(string contentRange)
    {
        await using var server = new RangeServer(new byte[10 * PageSize]) { ContentRange = contentRange };
        await using SourceScene scene = SceneOver(server, windowPages: 1);

        Assert.IsType<IOException>(await FailureOf(scene.ReadAsync(0, PageSize)));
        Assert.Null(scene.Source.Length);
    }

    [Fact]
    public async Task A_body_that_is_longer_than_its_range_is_a_failure()
    {
        await using var server = new RangeServer(new byte[PageSize]) { Framing = Framing.Chunked, Body = new byte[PageSize + 1] };
        await using SourceScene scene = SceneOver(server);

        Assert.Contains("longer", (await FailureOf(scene.ReadAsync(0, PageSize))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Framing.ContentLength, false, 0)]
    [InlineData(Framing.ContentLength, false, PageSize)]
    [InlineData(Framing.ContentLength, true, PageSize + 10)]
    [InlineData(Framing.Chunked, false, PageSize)]
    [InlineData(Framing.Chunked, true, PageSize)]
    [InlineData(Framing.Closing, false, PageSize + 10)]
    [InlineData(Framing.Closing, true, PageSize)]
    internal async Task A_connection_that_dies_within_a_body_is_a_failure_and_never_the_end(Framing framing, bool ignoresRanges, int diesAfter)
    {
        byte[] content = Pattern.Of(seed: 4, 3 * PageSize);
        await using var server = new RangeServer(content) { Framing = framing, IgnoresRanges = ignoresRanges, DiesAfter = diesAfter };
        await using SourceScene scene = SceneOver(server);

        Assert.IsAssignableFrom<IOException>(await FailureOf(scene.ReadAsync(0, content.Length)));

        (server.DiesAfter, server.Framing) = (null, Framing.ContentLength);
        Assert.Equal(content, await scene.ReadAsync(0, content.Length + 1));
    }

    [Fact]
    public async Task A_range_whose_end_the_connection_tells_is_read_when_it_is_whole()
    {
        byte[] content = Pattern.Of(seed: 5, 3 * PageSize);
        await using var server = new RangeServer(content) { Framing = Framing.Closing };
        await using SourceScene scene = SceneOver(server);

        Assert.Equal(content, await scene.ReadAsync(0, content.Length));
    }

    [Theory]
    [InlineData(Framing.ContentLength, 0)]
    [InlineData(Framing.ContentLength, 2)]
    [InlineData(Framing.Chunked, 0)]
    [InlineData(Framing.Chunked, 2)]
    internal async Task A_server_that_ignores_ranges_is_read_from_the_begin(Framing framing, int page)
    {
        byte[] content = Pattern.Of(seed: 6, (5 * PageSize) + 3);
        await using var server = new RangeServer(content) { Framing = framing, IgnoresRanges = true };
        await using SourceScene scene = SceneOver(server, windowPages: 2);

        Assert.Equal(content[(page * PageSize)..], await scene.ReadAsync(page * PageSize, content.Length));
        Assert.Equal(content.Length, scene.Source.Length);
    }

    [Theory, InlineData(Framing.ContentLength), InlineData(Framing.Chunked)]
    internal async Task A_server_that_ignores_ranges_is_not_read_from_further_than_may_be_skipped(Framing framing)
    {
        await using var server = new RangeServer(new byte[8 * PageSize]) { Framing = framing, IgnoresRanges = true };
        await using SourceScene scene = SceneOver(server, windowPages: 1, options: new HttpSourceOptions { MaxSkip = 2 * PageSize });

        Exception error = await FailureOf(scene.ReadAsync(3 * PageSize, PageSize));

        Assert.Contains("ignores ranges", Assert.IsType<NotSupportedException>(error).Message, StringComparison.Ordinal);
        Assert.Equal(PageSize, (await scene.ReadAsync(2 * PageSize, PageSize)).Length);
    }

    [Theory, InlineData(Framing.ContentLength), InlineData(Framing.Chunked)]
    internal async Task Past_the_end_of_a_server_that_ignores_ranges_there_is_nothing(Framing framing)
    {
        await using var server = new RangeServer(new byte[100]) { Framing = framing, IgnoresRanges = true };
        await using SourceScene scene = SceneOver(server, windowPages: 1);

        Assert.Empty(await scene.ReadAsync(2 * PageSize, PageSize));
        Assert.Equal(100, scene.Source.Length);
    }

    [Fact]
    public async Task Past_the_end_there_is_nothing_and_the_length_is_learnt()
    {
        await using var server = new RangeServer(new byte[100]);
        await using SourceScene scene = SceneOver(server, windowPages: 1);

        Assert.Empty(await scene.ReadAsync(2 * PageSize, PageSize));
        Assert.Equal(100, scene.Source.Length);
    }

    [Fact]
    public async Task A_refused_range_that_the_resource_has_is_a_failure()
    {
        await using var server = new RangeServer(new byte[100]) { Status = "416 Range Not Satisfiable", ContentRange = "bytes */100" };
        await using SourceScene scene = SceneOver(server);

        Assert.IsType<IOException>(await FailureOf(scene.ReadAsync(0, 100)));
    }

    [Fact]
    public async Task The_version_that_was_read_is_asked_for()
    {
        await using var server = new RangeServer(new byte[2 * PageSize]) { Tag = "\"one\"" };
        await using SourceScene scene = SceneOver(server, windowPages: 1);

        await scene.ReadAsync(0, 2 * PageSize);

        Assert.Equal([null, "\"one\""], server.Requests.Select(request => RangeServer.HeaderOf(request, "If-Range")));
        Assert.Equal("\"one\"", ((HttpSource)scene.Source).EntityTag);
    }

    [Fact]
    public async Task A_weak_tag_is_compared_but_not_asked_for()
    {
        await using var server = new RangeServer(new byte[2 * PageSize]) { Tag = "W/\"one\"" };
        await using SourceScene scene = SceneOver(server, windowPages: 1);

        await scene.ReadAsync(0, PageSize);
        server.Tag = "W/\"two\"";

        Assert.IsType<ResourceChangedException>(await FailureOf(scene.ReadAsync(PageSize, PageSize)));
        Assert.Null(RangeServer.HeaderOf(server.Requests[^1], "If-Range"));
    }

    [Theory]
    [InlineData("\"two\"", null, 4)]
    [InlineData(null, null, 4)]
    [InlineData("\"one\"", null, 5)]
    public async Task Two_versions_are_never_mixed(string? tag, string? lastModified, int pages)
    {
        byte[] after = Pattern.Of(seed: 8, pages * PageSize);
        await using var server = new RangeServer(Pattern.Of(seed: 7, 4 * PageSize)) { Tag = "\"one\"" };
        await using SourceScene scene = SceneOver(server, windowPages: 1);
        await scene.ReadAsync(0, PageSize);
        (server.Content, server.Tag, server.LastModified) = (after, tag, lastModified);

        Assert.IsType<ResourceChangedException>(await FailureOf(scene.ReadAsync(PageSize, PageSize)));
        Assert.IsType<ResourceChangedException>(await FailureOf(scene.ReadAsync(2 * PageSize, PageSize)));

        ((HttpSource)scene.Source).Reset();
        scene.File.Invalidate();
        Assert.Equal(after[..PageSize], await scene.ReadAsync(0, PageSize));
        Assert.Equal(after[PageSize..], await scene.ReadAsync(PageSize, after.Length));
    }

    [Fact]
    public async Task Without_a_tag_the_date_tells_of_another_version()
    {
        await using var server = new RangeServer(new byte[2 * PageSize]) { LastModified = "Thu, 01 Apr 2010 10:00:00 GMT" };
        await using SourceScene scene = SceneOver(server, windowPages: 1);
        await scene.ReadAsync(0, PageSize);
        server.LastModified = "Thu, 01 Apr 2010 10:00:01 GMT";

        Assert.IsType<ResourceChangedException>(await FailureOf(scene.ReadAsync(PageSize, PageSize)));
    }

    [Fact]
    public async Task A_server_that_fails_is_a_failure_with_its_status()
    {
        await using var server = new RangeServer(new byte[100]) { Status = "503 Service Unavailable" };
        await using SourceScene scene = SceneOver(server);

        Exception error = await FailureOf(scene.ReadAsync(0, 100));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, Assert.IsType<HttpRequestException>(error).StatusCode);
    }

    [Fact]
    public async Task An_encoded_body_is_a_failure()
    {
        await using var server = new RangeServer(new byte[100]) { ContentEncoding = "gzip" };
        await using SourceScene scene = SceneOver(server);

        Assert.Contains("gzip", (await FailureOf(scene.ReadAsync(0, 100))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_cancelled_within_a_body_leaves_no_page_behind()
    {
        byte[] content = Pattern.Of(seed: 9, 3 * PageSize);
        await using var server = new RangeServer(content) { StopsAfter = PageSize + 10 };
        await using SourceScene scene = SceneOver(server);
        using var cancellation = new CancellationTokenSource();
        Task<byte[]> cancelled = scene.ReadAsync(0, content.Length, cancellation.Token);
        await server.Stopped.Task;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        server.StopsAfter = null;

        Assert.Equal(content, await scene.ReadAsync(0, content.Length));
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        var uri = new Uri("http://localhost/");

        Assert.Throws<ArgumentNullException>("client", () => new HttpSource(null!, uri));
        Assert.Throws<ArgumentNullException>("uri", () => new HttpSource(_client, null!));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => new HttpSource(_client, uri, new HttpSourceOptions { Length = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => new HttpSource(_client, uri, new HttpSourceOptions { MaxSkip = -1 }));
    }

    public void Dispose() => _client.Dispose();

    private static async Task<Exception> FailureOf(Task read) =>
        Assert.IsAssignableFrom<Exception>((await Assert.ThrowsAsync<IOException>(() => read)).InnerException);

    private SourceScene SceneOver(RangeServer server, int windowPages = 16, HttpSourceOptions? options = null) =>
        new(_ => new HttpSource(_client, server.Uri, options), windowPages);
}
