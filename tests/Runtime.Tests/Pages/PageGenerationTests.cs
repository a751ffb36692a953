using PageMove.Caching;
using PageMove.Pages;

namespace Runtime.Tests.Pages;

/// <summary>What was learnt of a page is stale as soon as the page is another one.</summary>
public sealed class PageGenerationTests : IDisposable
{
    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = 2, Guard = true });
    private readonly AddressSpace _file = new(pageSize: 4096);

    [Fact]
    public void It_rises_when_the_frame_is_freed()
    {
        Page page = _arena.Allocate();
        int before = page.Generation;

        page.Release();

        Assert.NotEqual(before, page.Generation);
    }

    [Fact]
    public void It_rises_when_the_page_leaves_its_cache()
    {
        Page page = Cache();
        int before = page.Generation;

        _file.Remove(page);

        Assert.NotEqual(before, page.Generation);
    }

    [Fact]
    public void It_rises_when_the_page_is_replaced_and_not_with_the_page_that_replaces_it()
    {
        Page old = Cache();
        Page page = _arena.Allocate();
        page.Lock();
        (int ofOld, int ofNew) = (old.Generation, page.Generation);

        _file.Replace(old, page);

        Assert.Equal((false, true), (old.Generation == ofOld, page.Generation == ofNew));
    }

    [Fact]
    public void It_rises_when_the_content_is_declared_invalid()
    {
        Page page = Cache();
        page.MarkUpToDate();
        int before = page.Generation;

        page.ClearUpToDate();

        Assert.NotEqual(before, page.Generation);
    }

    [Fact]
    public void It_stays_while_the_page_is_read()
    {
        Page page = Cache();
        page.MarkUpToDate();
        page.Unlock();
        int before = page.Generation;

        _file.TryFind(0, out Page? found);
        found!.Release();

        Assert.Equal(before, page.Generation);
    }

    [Fact]
    public void The_readahead_mark_is_taken_once_and_does_not_outlive_the_cache()
    {
        Page page = Cache();
        page.MarkReadahead();
        (bool first, bool second) = (page.TestAndClearReadahead(), page.TestAndClearReadahead());
        page.MarkReadahead();

        _file.Remove(page);

        Assert.Equal((true, false, false), (first, second, page.TestAndClearReadahead()));
    }

    public void Dispose() => _arena.Dispose();

    private Page Cache()
    {
        Page page = _arena.Allocate();
        page.Lock();
        _file.TryAdd(0, page);
        return page;
    }
}
