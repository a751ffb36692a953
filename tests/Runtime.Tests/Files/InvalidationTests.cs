using System.Buffers;
using PageMove.Files;
using PageMove.Pages;
using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

/// <summary>What the source's owner knows to have changed.</summary>
public sealed class InvalidationTests
{
    private const int PageSize = CacheScene.PageSize;

    [Fact]
    public async Task A_read_after_invalidation_sees_the_new_bytes()
    {
        await using var scene = new CacheScene();
        await scene.ReadAsync(0, 2 * PageSize);
        scene.Source.Content = Pattern.Of(seed: 2, scene.Content.Length);

        scene.File.Invalidate(0, 1);

        Assert.Equal(scene.Content[..PageSize], await scene.ReadAsync(0, PageSize));
    }

    [Fact]
    public async Task Pages_outside_the_range_stay()
    {
        await using var scene = new CacheScene();
        await scene.ReadAsync(0, PageSize);
        await scene.ReadAsync(PageSize, PageSize);
        await scene.ReadAsync(2 * PageSize, PageSize);

        scene.File.Invalidate(PageSize, PageSize);

        Assert.True(scene.File.TryRead(new byte[PageSize], 0, out _));
        Assert.False(scene.File.TryRead(new byte[1], PageSize, out _));
        Assert.True(scene.File.TryRead(new byte[PageSize], 2 * PageSize, out _));
    }

    [Fact]
    public async Task An_empty_range_takes_nothing_out()
    {
        await using var scene = new CacheScene();
        await scene.ReadAsync(0, PageSize);

        scene.File.Invalidate(0, 0);

        Assert.True(scene.File.TryRead(new byte[1], 0, out _));
    }

    [Fact]
    public async Task A_lease_keeps_the_old_bytes()
    {
        await using var scene = new CacheScene();
        byte[] old = scene.Content[..PageSize];
        using PageLease lease = await scene.File.GetPagesAsync(0, PageSize);
        scene.Source.Content = Pattern.Of(seed: 2, scene.Content.Length);

        scene.File.Invalidate();
        await scene.ReadAsync(0, PageSize);

        Assert.Equal(old, lease.Sequence.ToArray());
    }

    [Fact]
    public async Task What_was_being_read_is_read_again()
    {
        await using var scene = new CacheScene();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Source.Answer = async (request, _) =>
        {
            byte[] seen = scene.Content[..PageSize];
            asked.TrySetResult();
            await go.Task;
            request.Write(seen);
        };
        Task<byte[]> reader = scene.ReadAsync(0, PageSize);
        await asked.Task;
        scene.Source.Content = Pattern.Of(seed: 2, scene.Content.Length);

        scene.File.Invalidate();
        go.SetResult();

        Assert.Equal(scene.Content[..PageSize], await reader);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_asked_for_meanwhile_is_not_waited_for(bool truncates)
    {
        await using var scene = new CacheScene();
        await scene.ReadAsync(0, PageSize);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Source.Answer = async (request, _) =>
        {
            asked.SetResult();
            await go.Task;
            scene.Source.Reply(request);
        };
        Assert.True(scene.File.Space.TryFind(0, out Page? first));
        first.Lock();
        Task change = Task.Run(() =>
        {
            if (truncates)
                scene.File.Truncate(10);
            else
                scene.File.Invalidate();
        });
        Assert.True(SpinWait.SpinUntil(() => (first.Flags & PageFlags.Waiters) != 0, TimeSpan.FromSeconds(30)));

        // Whoever changes the file finds that page gone, and looks again when the next one is on its way.
        Task<byte[]> reader = scene.ReadAsync(PageSize, PageSize);
        await asked.Task;
        scene.File.Space.Remove(first);
        first.Unlock();
        first.Release();
        try
        {
            await change.WaitAsync(TimeSpan.FromSeconds(10));
        }
        finally
        {
            go.SetResult();
            await reader;
        }
    }

    [Fact]
    public async Task Truncation_shortens_the_file()
    {
        await using var scene = new CacheScene();
        await scene.ReadAsync(0, 4 * PageSize);

        scene.File.Truncate(PageSize + 10);

        Assert.Equal(scene.Content[..(PageSize + 10)], await scene.ReadAsync(0, 4 * PageSize));
    }

    [Fact]
    public async Task A_lease_keeps_its_bytes_through_a_truncation_inside_its_page()
    {
        await using var scene = new CacheScene();
        using PageLease lease = await scene.File.GetPagesAsync(0, 2 * PageSize);

        scene.File.Truncate(10);

        Assert.Equal(scene.Content[..(2 * PageSize)], lease.Sequence.ToArray());
    }

    [Fact]
    public async Task A_file_that_grew_shows_the_source_s_bytes_and_no_zeros()
    {
        await using var scene = new CacheScene(filePages: 1, extraBytes: 10);
        await scene.ReadAsync(0, 2 * PageSize);
        scene.Source.Content = [.. scene.Content, .. Pattern.Of(seed: 2, 2 * PageSize)];

        scene.File.Truncate(scene.Content.Length);

        Assert.Equal(scene.Content, await scene.ReadAsync(0, 10 * PageSize));
    }

    [Fact]
    public async Task A_length_that_a_reply_reports_is_the_file_s()
    {
        await using var scene = new CacheScene(filePages: 4);
        await scene.ReadAsync(3 * PageSize, PageSize);
        scene.Source.Answer = (request, _) =>
        {
            request.ReportLength(PageSize + 3);
            request.Write(scene.Content.AsSpan((int)request.Offset, Math.Min(request.Length, PageSize + 3 - (int)request.Offset)));
            return default;
        };

        Assert.Equal(scene.Content[..(PageSize + 3)], await scene.ReadAsync(0, 4 * PageSize));
    }

    [Fact]
    public async Task Negative_ranges_are_refused_by_name()
    {
        await using var scene = new CacheScene();

        Assert.Equal("offset", Assert.Throws<ArgumentOutOfRangeException>(() => scene.File.Invalidate(-1, 1)).ParamName);
        Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => scene.File.Invalidate(0, -1)).ParamName);
        Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => scene.File.Truncate(-1)).ParamName);
    }
}
